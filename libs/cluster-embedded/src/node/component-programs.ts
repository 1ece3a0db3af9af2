import { checkedProgram } from './checked-program.js';
import { type ApiserverPlace, kubeApiserverProgram } from './kube-apiserver-program.js';
import type { Program } from './program.js';

/** The programs of a control plane's images, by name. */
export function componentPrograms(
  place: ApiserverPlace,
  now: () => Date,
): ReadonlyMap<string, Program> {
  return new Map<string, Program>([
    ['kube-apiserver', kubeApiserverProgram(place, now)],
    ['kube-controller-manager', checkedProgram('kube-controller-manager', now)],
    ['kube-scheduler', checkedProgram('kube-scheduler', now)],
    ['etcd', checkedProgram('etcd', now)],
  ]);
}
