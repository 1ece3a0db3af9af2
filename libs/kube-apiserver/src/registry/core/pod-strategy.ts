import type { KubeObject } from '@drillyard/kube-objects';
import { isDNS1123Label } from '@drillyard/kube-objects';
import { cloneJson } from '@drillyard/kube-patch';
import type { Draft, ResourceStrategy, SubresourceStrategy } from '../resource-strategy.js';
import { podQosClass } from './pod-qos.js';
import { setPodSpecDefaults } from './pod-spec-defaults.js';
import { validatePodUpdate } from './pod-update-validation.js';
import { validateNewPod, validatePod } from './pod-validation.js';
import { podWarnings } from './pod-warnings.js';

export const podStrategy: ResourceStrategy = {
  group: '',
  resource: 'pods',
  fieldSelectors: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.podIPs',
    'status.nominatedNodeName',
  ],
  selectableField,
  setDefaults(draft) {
    draft['spec'] ??= {};
    const { spec } = draft;
    setPodSpecDefaults(spec);
    // Templates keep what they say (`core/v1/conversion.go`).
    if (spec.terminationGracePeriodSeconds < 0) spec.terminationGracePeriodSeconds = 1;
    spec.enableServiceLinks ??= true;
    for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? [])]) {
      setRequestDefaults(container);
    }
    if (spec.hostNetwork === true) setHostPortDefaults(spec);
  },
  prepareForCreate(draft) {
    const gated = (draft['spec'].schedulingGates ?? []).length > 0;
    draft['status'] = {
      phase: 'Pending',
      ...(gated ? { conditions: [schedulingGated] } : {}),
      qosClass: podQosClass(draft['spec']),
    };
  },
  validate: (draft) => [...validatePod(draft), ...validateNewPod(draft)],
  validateUpdate: (draft, old) => [...validatePod(draft), ...validatePodUpdate(draft, old)],
  warnings(draft) {
    const mistakes = isDNS1123Label(draft['metadata'].name);
    if (mistakes.length === 0) return podWarnings(draft);
    const list = mistakes.join(' ');
    return [
      ...podWarnings(draft),
      `metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [${list}]`,
    ];
  },
  gracePeriodSeconds({ spec, status }, asked) {
    const { nodeName, terminationGracePeriodSeconds = 0 } = (spec ?? {}) as Draft;
    const { phase } = (status ?? {}) as Draft;
    // Nobody runs it (yet, or any more): there is nothing to wait for.
    if (!nodeName || phase === 'Failed' || phase === 'Succeeded') return 0;
    return asked ?? terminationGracePeriodSeconds;
  },
};

/** Only ephemeral containers may come in by this way. */
export const podEphemeralContainersStrategy: SubresourceStrategy = {
  group: '',
  resource: 'pods',
  subresource: 'ephemeralcontainers',
  prepareForUpdate(draft, old) {
    const { ephemeralContainers } = draft['spec'];
    draft['spec'] = cloneJson(old['spec']);
    if (ephemeralContainers) draft['spec'].ephemeralContainers = ephemeralContainers;
    draft['status'] = cloneJson(old['status']);
    setPodSpecDefaults(draft['spec']);
  },
};

const schedulingGated = {
  type: 'PodScheduled',
  status: 'False',
  reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
};

function selectableField({ spec, status }: KubeObject, field: string): string | undefined {
  const { hostNetwork = false } = (spec ?? {}) as Draft;
  const { podIPs = [] } = (status ?? {}) as Draft;
  if (field === 'spec.hostNetwork') return String(hostNetwork);
  if (field === 'status.podIPs') return podIPs.map(({ ip }: Draft) => ip).join(',');
  return undefined;
}

/** What is limited is asked for, unless less is asked for. */
function setRequestDefaults({ resources }: Draft): void {
  if (resources?.limits) resources.requests = { ...resources.limits, ...resources.requests };
}

/** In the host's network a container's port is the host's. */
function setHostPortDefaults(spec: Draft): void {
  for (const { ports = [] } of [...(spec['initContainers'] ?? []), ...(spec['containers'] ?? [])]) {
    for (const port of ports) port.hostPort ||= port.containerPort;
  }
}
