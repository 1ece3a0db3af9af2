import { type FieldError, notSupported } from '../field-error.js';
import { validateLabelSelector } from '../label-selector-validation.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';

const policyTypes = ['Egress', 'Ingress'];

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
  validate,
  validateUpdate: validate,
};

function validate({ spec = {} }: Draft): FieldError[] {
  const types: string[] = spec.policyTypes ?? [];
  return [
    ...validateLabelSelector(spec.podSelector ?? {}, 'spec.podSelector'),
    ...types.flatMap((type, index) =>
      policyTypes.includes(type)
        ? []
        : [notSupported(`spec.policyTypes[${index}]`, type, policyTypes)],
    ),
  ];
}
