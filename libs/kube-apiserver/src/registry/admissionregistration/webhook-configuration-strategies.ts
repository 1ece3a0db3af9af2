import type { Draft, ResourceStrategy } from '../resource-strategy.js';

const group = 'admissionregistration.k8s.io';
const timeoutSeconds = 10;
const httpsPort = 443;

export const validatingWebhookConfigurationStrategy: ResourceStrategy = {
  group,
  resource: 'validatingwebhookconfigurations',
  refusesUnconditionalUpdate: true,
  setDefaults({ webhooks = [] }) {
    for (const webhook of webhooks) setWebhookDefaults(webhook);
  },
};

export const mutatingWebhookConfigurationStrategy: ResourceStrategy = {
  group,
  resource: 'mutatingwebhookconfigurations',
  refusesUnconditionalUpdate: true,
  setDefaults({ webhooks = [] }) {
    for (const webhook of webhooks) {
      setWebhookDefaults(webhook);
      webhook.reinvocationPolicy ??= 'Never';
    }
  },
};

function setWebhookDefaults(webhook: Draft): void {
  webhook['failurePolicy'] ??= 'Fail';
  webhook['matchPolicy'] ??= 'Equivalent';
  webhook['namespaceSelector'] ??= {};
  webhook['objectSelector'] ??= {};
  webhook['timeoutSeconds'] ??= timeoutSeconds;
  if (webhook['clientConfig']?.service) webhook['clientConfig'].service.port ??= httpsPort;
  for (const rule of webhook['rules'] ?? []) rule.scope ??= '*';
}
