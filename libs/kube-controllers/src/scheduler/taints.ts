import type { Taint, Toleration } from '../api/core.js';

/** component-helpers `ToleratesTaint`. */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  const { key = '', effect = '', value = '', operator = 'Equal' } = toleration;
  if (effect !== '' && effect !== taint.effect) return false;
  if (key !== '' && key !== taint.key) return false;
  if (operator === 'Exists') return true;
  if (operator === 'Lt' || operator === 'Gt') return comparesTo(value, taint.value ?? '', operator);
  return key !== '' && value === (taint.value ?? '');
}

function comparesTo(bound: string, value: string, operator: 'Lt' | 'Gt'): boolean {
  if (!/^-?\d+$/.test(bound) || !/^-?\d+$/.test(value)) return false;
  return operator === 'Lt' ? BigInt(value) < BigInt(bound) : BigInt(value) > BigInt(bound);
}

/** The first taint of the effects that nothing tolerates. */
export function untolerated(
  taints: readonly Taint[] = [],
  tolerations: readonly Toleration[] = [],
  effects: readonly string[] = ['NoSchedule', 'NoExecute'],
): Taint | undefined {
  return taints.find(
    (taint) =>
      effects.includes(taint.effect) &&
      !tolerations.some((toleration) => tolerates(toleration, taint)),
  );
}
