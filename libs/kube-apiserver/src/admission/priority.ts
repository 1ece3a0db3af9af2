import type { KubeObject } from '@drillyard/kube-objects';
import type { Draft } from '../registry/resource-strategy.js';
import type { ObjectReader } from '../storage/object-reader.js';
import type { AdmissionAttributes, AdmissionPlugin } from './admission-plugin.js';
import { admissionForbidden, createdPodSpec, writtenPodSpec } from './pod-under-admission.js';

const priorityClasses = { group: 'scheduling.k8s.io', resource: 'priorityclasses' };

/** Looks up the number a pod's priority class stands for (upstream `plugin/pkg/admission/priority`). */
export class Priority implements AdmissionPlugin {
  readonly name = 'Priority';

  constructor(private readonly reader: ObjectReader) {}

  admit(attributes: AdmissionAttributes): void {
    keepPriority(attributes);
    const spec = createdPodSpec(attributes);
    if (spec === undefined) return;
    const found = this.priorityClass(spec['priorityClassName'], attributes);
    const priority = Number(found?.['value'] ?? 0);
    const preemptionPolicy = String(found?.['preemptionPolicy'] ?? 'PreemptLowerPriority');
    if (spec['priority'] !== undefined && spec['priority'] !== priority) {
      const why = `the integer value of priority (${spec['priority']}) must not be provided in pod spec; priority admission controller computed ${priority} from the given PriorityClass name`;
      throw admissionForbidden(attributes, why);
    }
    if (found !== undefined) spec['priorityClassName'] = found.metadata.name;
    spec['priority'] = priority;
    const asked = spec['preemptionPolicy'];
    if (asked !== undefined && asked !== preemptionPolicy) {
      const why = `the string value of PreemptionPolicy (${asked}) must not be provided in pod spec; priority admission controller computed ${preemptionPolicy} from the given PriorityClass name`;
      throw admissionForbidden(attributes, why);
    }
    spec['preemptionPolicy'] = preemptionPolicy;
  }

  /** The named class, or the default one where there is one. */
  private priorityClass(
    name: string | undefined,
    attributes: AdmissionAttributes,
  ): KubeObject | undefined {
    if (!name) {
      const all = [...this.reader.list(priorityClasses)];
      return all.find((candidate) => candidate['globalDefault'] === true);
    }
    const found = this.reader.get(priorityClasses, '', name);
    if (found !== undefined) return found;
    throw admissionForbidden(attributes, `no PriorityClass with name ${name} was found`);
  }
}

/** What was looked up at creation stays where an update leaves it out, as `kubectl replace` does. */
function keepPriority(attributes: AdmissionAttributes): void {
  const spec = writtenPodSpec(attributes);
  const oldSpec = attributes.oldObject?.['spec'] as Draft | undefined;
  if (spec === undefined || oldSpec === undefined) return;
  for (const field of ['priority', 'preemptionPolicy']) {
    if (oldSpec[field] !== undefined) spec[field] ??= oldSpec[field];
  }
}
