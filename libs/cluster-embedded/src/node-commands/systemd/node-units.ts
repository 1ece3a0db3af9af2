import type { Journal } from './journal.js';
import type { NodeUnit } from './node-unit.js';

/** The services of a node that its shell can see. */
export interface NodeUnits {
  readonly journal: Journal;
  readonly kubelet: NodeUnit;
  readonly containerd: NodeUnit;
}

/** `kubelet` and `kubelet.service` are the same; undefined where there is no such unit. */
export function findUnit({ kubelet, containerd }: NodeUnits, name: string): NodeUnit | undefined {
  const whole = unitName(name);
  return [kubelet, containerd].find(({ definition }) => definition.name === whole);
}

export function unitName(name: string): string {
  return /\.[a-z]+$/.test(name) ? name : `${name}.service`;
}
