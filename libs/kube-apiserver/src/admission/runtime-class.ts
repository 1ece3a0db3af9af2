import { isDeepStrictEqual } from 'node:util';
import type { Draft } from '../registry/resource-strategy.js';
import type { ObjectReader } from '../storage/object-reader.js';
import type { AdmissionAttributes, AdmissionPlugin } from './admission-plugin.js';
import { admissionForbidden, createdPodSpec } from './pod-under-admission.js';

const runtimeClasses = { group: 'node.k8s.io', resource: 'runtimeclasses' };

/**
 * Gives a pod what its runtime class says: what the runtime itself takes, and the nodes that have
 * it (upstream `plugin/pkg/admission/runtimeclass`).
 */
export class RuntimeClass implements AdmissionPlugin {
  readonly name = 'RuntimeClass';

  constructor(private readonly reader: ObjectReader) {}

  admit(attributes: AdmissionAttributes): void {
    const spec = createdPodSpec(attributes);
    if (spec === undefined) return;
    const { overhead, scheduling } = this.classOf(spec, attributes);
    if (overhead !== undefined) {
      const asked = spec['overhead'];
      if (asked !== undefined && !isDeepStrictEqual(asked, overhead.podFixed)) {
        const why = "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead";
        throw admissionForbidden(attributes, why);
      }
      spec['overhead'] = structuredClone(overhead.podFixed);
    }
    if (scheduling !== undefined) addScheduling(spec, scheduling, attributes);
  }

  validate(attributes: AdmissionAttributes): void {
    const spec = createdPodSpec(attributes);
    if (spec?.['overhead'] === undefined) return;
    if (this.classOf(spec, attributes)['overhead'] !== undefined) return;
    const why =
      'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead';
    throw admissionForbidden(attributes, why);
  }

  /** Empty where the pod names none. */
  private classOf({ runtimeClassName: name }: Draft, attributes: AdmissionAttributes): Draft {
    if (name === undefined) return {};
    const found = this.reader.get(runtimeClasses, '', name);
    if (found !== undefined) return found as Draft;
    const why = `pod rejected: RuntimeClass ${JSON.stringify(name)} not found`;
    throw admissionForbidden(attributes, why);
  }
}

function addScheduling(spec: Draft, scheduling: Draft, attributes: AdmissionAttributes): void {
  const { nodeSelector, tolerations = [] } = scheduling;
  for (const [key, value] of Object.entries<string>(nodeSelector ?? {})) {
    const asked = spec['nodeSelector']?.[key];
    if (asked !== undefined && asked !== value) {
      const why = `conflict: runtimeClass.scheduling.nodeSelector[${key}] = ${value}; pod.spec.nodeSelector[${key}] = ${asked}`;
      throw admissionForbidden(attributes, why);
    }
  }
  if (nodeSelector !== undefined)
    spec['nodeSelector'] = { ...spec['nodeSelector'], ...nodeSelector };
  const own: Draft[] = spec['tolerations'] ?? [];
  const added = tolerations.filter(
    (toleration: Draft) => !own.some((each) => isDeepStrictEqual(each, toleration)),
  );
  if (added.length > 0) spec['tolerations'] = [...own, ...structuredClone(added)];
}
