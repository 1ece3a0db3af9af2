import type { ResourceType } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import type {
  Container as SecuredContainer,
  PodSpec as SecuredPodSpec,
} from '@drillyard/pod-security';
import type { PodStatus } from './pod-status.js';

export type ResourceList = Readonly<Record<string, string | number>>;

export interface ObjectKeySelector {
  readonly name?: string;
  readonly key: string;
  readonly optional?: boolean;
}
export interface ObjectFieldSelector {
  readonly fieldPath: string;
}
export interface ResourceFieldSelector {
  readonly containerName?: string;
  readonly resource: string;
  readonly divisor?: string | number;
}
export interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly fieldRef?: ObjectFieldSelector;
    readonly resourceFieldRef?: ResourceFieldSelector;
    readonly configMapKeyRef?: ObjectKeySelector;
    readonly secretKeyRef?: ObjectKeySelector;
  };
}
export interface ObjectSelector {
  readonly name?: string;
  readonly optional?: boolean;
}
export interface EnvFromSource {
  readonly prefix?: string;
  readonly configMapRef?: ObjectSelector;
  readonly secretRef?: ObjectSelector;
}

export interface HttpGetAction {
  readonly host?: string;
  readonly path?: string;
  readonly port: number | string;
  readonly scheme?: string;
  readonly httpHeaders?: readonly { readonly name: string; readonly value: string }[];
}
export interface TcpSocketAction {
  readonly host?: string;
  readonly port: number | string;
}
export interface ExecAction {
  readonly command?: readonly string[];
}
/** Of a probe or of a lifecycle hook: one of them. */
export interface Handler {
  readonly exec?: ExecAction;
  readonly httpGet?: HttpGetAction;
  readonly tcpSocket?: TcpSocketAction;
  readonly grpc?: { readonly port: number; readonly service?: string };
  readonly sleep?: { readonly seconds: number };
}
export interface Probe extends Handler {
  readonly initialDelaySeconds?: number;
  readonly timeoutSeconds?: number;
  readonly periodSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
  readonly terminationGracePeriodSeconds?: number;
}

export interface ContainerPort {
  readonly name?: string;
  readonly containerPort: number;
  readonly hostPort?: number;
  readonly protocol?: string;
}
export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly?: boolean;
  readonly subPath?: string;
  readonly subPathExpr?: string;
}
export interface RestartRule {
  readonly action: string;
  readonly exitCodes?: { readonly operator: string; readonly values?: readonly number[] };
}

/** Of any kind: init, ordinary or ephemeral (core/v1 `Container`, the fields in use). */
export interface Container extends SecuredContainer {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly workingDir?: string;
  readonly env?: readonly EnvVar[];
  readonly envFrom?: readonly EnvFromSource[];
  readonly ports?: readonly ContainerPort[];
  readonly resources?: { readonly requests?: ResourceList; readonly limits?: ResourceList };
  readonly volumeMounts?: readonly VolumeMount[];
  readonly imagePullPolicy?: string;
  readonly restartPolicy?: string;
  readonly restartPolicyRules?: readonly RestartRule[];
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly startupProbe?: Probe;
  readonly lifecycle?: {
    readonly postStart?: Handler;
    readonly preStop?: Handler;
    readonly stopSignal?: string;
  };
  readonly stdin?: boolean;
  readonly stdinOnce?: boolean;
  readonly tty?: boolean;
  readonly terminationMessagePath?: string;
  readonly terminationMessagePolicy?: string;
  readonly targetContainerName?: string;
}

export interface PodSpec extends SecuredPodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly ephemeralContainers?: readonly Container[];
  readonly nodeName?: string;
  readonly serviceAccountName?: string;
  readonly restartPolicy?: string;
  readonly hostname?: string;
  readonly subdomain?: string;
  readonly setHostnameAsFQDN?: boolean;
  readonly enableServiceLinks?: boolean;
  readonly terminationGracePeriodSeconds?: number;
  readonly activeDeadlineSeconds?: number;
  readonly imagePullSecrets?: readonly { readonly name?: string }[];
  readonly readinessGates?: readonly { readonly conditionType: string }[];
  readonly resources?: { readonly requests?: ResourceList; readonly limits?: ResourceList };
  readonly dnsPolicy?: string;
  readonly dnsConfig?: {
    readonly nameservers?: readonly string[];
    readonly searches?: readonly string[];
    readonly options?: readonly { readonly name?: string; readonly value?: string }[];
  };
}

/** core/v1 `Pod`, as a kubelet reads it. */
export interface Pod extends KubeObject {
  readonly spec: PodSpec;
  readonly status?: PodStatus;
}

export const pods: ResourceType<Pod> = {
  group: '',
  version: 'v1',
  resource: 'pods',
  kind: 'Pod',
  namespaced: true,
};

/** How messages name a pod (kubelet `util/format`). */
export function formatPod({ metadata }: Pod): string {
  return `${metadata.name}_${metadata.namespace}(${metadata.uid})`;
}

export function podContainers({ spec }: Pod): readonly Container[] {
  return [...(spec.initContainers ?? []), ...spec.containers, ...(spec.ephemeralContainers ?? [])];
}

/** A sidecar: an init container that goes on running (podutil `IsRestartableInitContainer`). */
export function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always';
}

/** Where in the pod a container stands, for events about it (kubelet `container/ref.go`). */
export function containerFieldPath({ spec }: Pod, { name }: Container): string {
  const has = (containers: readonly Container[] = []) =>
    containers.some((candidate) => candidate.name === name);
  if (has(spec.containers)) return `spec.containers{${name}}`;
  if (has(spec.initContainers)) return `spec.initContainers{${name}}`;
  return `spec.ephemeralContainers{${name}}`;
}
