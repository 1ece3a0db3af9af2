import { isDNS1123Subdomain } from '@drillyard/kube-objects';
import {
  type FieldError,
  fieldImmutableMessage,
  invalidValue,
  invalidValues,
  required,
  tooLong,
} from '../field-error.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import { validateClassAnnotation, validateIngress } from './ingress-validation.js';

const controllerBytesMax = 250;

export const ingressStrategy: ResourceStrategy = {
  group: 'networking.k8s.io',
  resource: 'ingresses',
  validate: (draft) => [...validateIngress(draft), ...validateClassAnnotation(draft)],
  validateUpdate: validateIngress,
};

export const ingressClassStrategy: ResourceStrategy = {
  group: 'networking.k8s.io',
  resource: 'ingressclasses',
  setDefaults({ spec }) {
    if (spec?.parameters) spec.parameters.scope ??= 'Cluster';
  },
  validate: validateController,
  validateUpdate(draft, old) {
    const controller = draft['spec']?.controller;
    const isSame = controller === (old['spec'] as Draft)['controller'];
    const field = 'spec.controller';
    return [
      ...(isSame ? [] : [invalidValue(field, controller, fieldImmutableMessage)]),
      ...validateController(draft),
    ];
  },
};

/** Such as `example.com/ingress` (apimachinery `IsDomainPrefixedPath`). */
function validateController({ spec = {} }: Draft): FieldError[] {
  const field = 'spec.controller';
  const controller: string = spec.controller ?? '';
  const errors: FieldError[] = [];
  if (controller.length > controllerBytesMax) errors.push(tooLong(field, controllerBytesMax));
  if (controller === '') return [...errors, required(field)];
  const [, host = '', path = ''] = /^([^/]*)\/(.*)$/.exec(controller) ?? [];
  if (host === '' || path === '') {
    const detail = 'must be a domain-prefixed path (such as "acme.io/foo")';
    return [...errors, invalidValue(field, controller, detail)];
  }
  return [...errors, ...invalidValues(field, host, isDNS1123Subdomain(host))];
}
