import { arch, cpus, totalmem } from 'node:os';
import type { ComponentClient, ResourceType } from '@drillyard/cluster';
import { kubernetesVersion } from '@drillyard/kube-apiserver';
import type { KubeObject } from '@drillyard/kube-objects';

export interface NodeObject extends KubeObject {
  readonly status?: Readonly<Record<string, unknown>>;
}

export const nodes: ResourceType<NodeObject> = {
  group: '',
  version: 'v1',
  resource: 'nodes',
  kind: 'Node',
  namespaced: false,
};

export interface NodeRegistration {
  readonly nodeName: string;
  readonly internalAddress: string;
  readonly now: Date;
  /** No taint keeps pods away: as kind does where a cluster has no other node. */
  readonly takesPods: boolean;
}

/** A machine that looks like a small server, whatever it is that it runs on. */
const podsMax = '110';

/** The Node as its kubelet registers it (`initialNode`), with kubeadm's marks of a control plane. */
export function newNodeObject(registration: NodeRegistration): NodeObject {
  const { nodeName } = registration;
  const architecture = arch() === 'arm64' ? 'arm64' : 'amd64';
  const labels = {
    'beta.kubernetes.io/arch': architecture,
    'beta.kubernetes.io/os': 'linux',
    'kubernetes.io/arch': architecture,
    'kubernetes.io/hostname': nodeName,
    'kubernetes.io/os': 'linux',
  };
  const annotations = { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: nodeName, labels, annotations },
    spec: {},
    status: nodeStatus(registration, architecture),
  };
}

/** What kubeadm's `mark-control-plane` adds as an administrator. */
const roleLabels = { 'node-role.kubernetes.io/control-plane': '' };
const controlPlaneLabels = {
  ...roleLabels,
  'node.kubernetes.io/exclude-from-external-load-balancers': '',
};

/** Workloads go to other nodes. */
const controlPlaneTaint = {
  effect: 'NoSchedule',
  key: 'node-role.kubernetes.io/control-plane',
};

function nodeStatus(
  { nodeName, internalAddress, now }: NodeRegistration,
  architecture: string,
): Readonly<Record<string, unknown>> {
  const capacity = {
    cpu: String(cpus().length),
    'ephemeral-storage': '20971520Ki',
    'hugepages-1Gi': '0',
    'hugepages-2Mi': '0',
    memory: `${Math.floor(totalmem() / 1024)}Ki`,
    pods: podsMax,
  };
  return {
    addresses: [
      { address: internalAddress, type: 'InternalIP' },
      { address: nodeName, type: 'Hostname' },
    ],
    allocatable: capacity,
    capacity,
    conditions: conditions(now),
    daemonEndpoints: { kubeletEndpoint: { Port: 10_250 } },
    nodeInfo: {
      architecture,
      bootID: '',
      containerRuntimeVersion: 'containerd://2.1.0',
      kernelVersion: '6.1.0',
      kubeProxyVersion: '',
      kubeletVersion: kubernetesVersion.gitVersion,
      machineID: '',
      operatingSystem: 'linux',
      osImage: 'Debian GNU/Linux 12 (bookworm)',
      systemUUID: '',
    },
  };
}

function conditions(now: Date): object[] {
  const at = `${now.toISOString().slice(0, 19)}Z`;
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

/** Registers the node where nobody has yet; answers with the object as it is. */
export async function registerNode(
  kubelet: ComponentClient,
  administrator: ComponentClient,
  registration: NodeRegistration,
): Promise<NodeObject> {
  const name = { namespace: '', name: registration.nodeName };
  const known = kubelet.informer(nodes).get('', registration.nodeName);
  if (known !== undefined) return known;
  await kubelet.create(nodes, newNodeObject(registration));
  const body = registration.takesPods
    ? { metadata: { labels: roleLabels } }
    : { metadata: { labels: controlPlaneLabels }, spec: { taints: [controlPlaneTaint] } };
  return administrator.patch(nodes, name, { type: 'strategic', body });
}
