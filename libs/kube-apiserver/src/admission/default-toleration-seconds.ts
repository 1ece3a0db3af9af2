import type { Draft } from '../registry/resource-strategy.js';
import type { AdmissionAttributes, AdmissionPlugin } from './admission-plugin.js';
import { writtenPodSpec } from './pod-under-admission.js';

const taints = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];
const tolerationSeconds = 300;

/**
 * A pod stays five minutes on a node that fails, unless it says otherwise (upstream
 * `plugin/pkg/admission/defaulttolerationseconds`).
 */
export const defaultTolerationSeconds: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  admit(attributes: AdmissionAttributes): void {
    const spec = writtenPodSpec(attributes);
    if (spec === undefined) return;
    const present: Draft[] = spec['tolerations'] ?? [];
    const missing = taints.filter((taint) => !present.some((own) => tolerates(own, taint)));
    const added = missing.map((key) => {
      return { key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds };
    });
    if (added.length > 0) spec['tolerations'] = [...present, ...added];
  },
};

function tolerates({ key, effect }: Draft, taint: string): boolean {
  return (!key || key === taint) && (!effect || effect === 'NoExecute');
}
