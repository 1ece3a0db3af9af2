import type { ResourceStrategy } from '../resource-strategy.js';
import { validateNetworkPolicy } from './network-policy-validation.js';

export const networkPolicyStrategy: ResourceStrategy = {
  group: 'networking.k8s.io',
  resource: 'networkpolicies',
  setDefaults({ spec }) {
    if (spec === undefined) return;
    if ((spec.policyTypes ?? []).length === 0) {
      spec.policyTypes = (spec.egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
    }
    for (const { ports = [] } of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
      for (const port of ports) port.protocol ??= 'TCP';
    }
  },
  validate: validateNetworkPolicy,
  validateUpdate: validateNetworkPolicy,
};
