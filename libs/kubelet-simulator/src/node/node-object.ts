import { timestamp } from '@drillyard/cluster';
import type { Node } from '../api/objects.js';
import type { Allocatable } from '../container/resource-field.js';

/** As many pods as upstream's kubelets take by default. */
export const podsMax = 110;

/** The machine a kubelet is said to run on. */
export interface NodeMachine {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly architecture: 'amd64' | 'arm64';
  /** Such as `v1.36.0`. */
  readonly kubeletVersion: string;
  /** cpu, memory and ephemeral-storage, as quantities. */
  readonly allocatable: Allocatable;
  readonly labels?: Readonly<Record<string, string>>;
}

/** The Node as its kubelet registers it (`kubelet_node_status.go` initialNode, `nodestatus/setters.go`). */
export function newNode(machine: NodeMachine, now: Date): Node {
  const { name, architecture } = machine;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'beta.kubernetes.io/arch': architecture,
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': architecture,
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        ...machine.labels,
      },
      annotations: { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true' },
    },
    spec: {},
    status: nodeStatus(machine, now),
  };
}

function nodeStatus(machine: NodeMachine, now: Date): Readonly<Record<string, unknown>> {
  const { name, addresses, architecture, kubeletVersion, allocatable } = machine;
  const capacity = {
    'hugepages-1Gi': '0',
    'hugepages-2Mi': '0',
    ...allocatable,
    pods: String(podsMax),
  };
  return {
    addresses: [
      ...addresses.map((address) => ({ address, type: 'InternalIP' })),
      { address: name, type: 'Hostname' },
    ],
    allocatable: capacity,
    capacity,
    conditions: nodeConditions(now),
    daemonEndpoints: { kubeletEndpoint: { Port: 10_250 } },
    nodeInfo: {
      architecture,
      bootID: '',
      containerRuntimeVersion: 'containerd://2.1.0',
      kernelVersion: '6.1.0',
      kubeProxyVersion: '',
      kubeletVersion,
      machineID: '',
      operatingSystem: 'linux',
      osImage: 'Debian GNU/Linux 12 (bookworm)',
      systemUUID: '',
    },
  };
}

function nodeConditions(now: Date): object[] {
  const at = timestamp(now);
  const times = { lastHeartbeatTime: at, lastTransitionTime: at };
  const fine = (type: string, reason: string, message: string) => {
    return { ...times, message, reason, status: 'False', type };
  };
  return [
    fine('MemoryPressure', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
    fine('DiskPressure', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
    fine('PIDPressure', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
    {
      ...times,
      message: 'kubelet is posting ready status',
      reason: 'KubeletReady',
      status: 'True',
      type: 'Ready',
    },
  ];
}
