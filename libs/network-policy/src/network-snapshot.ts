import type { KubeObject } from '@drillyard/kube-objects';
import type { LabelSelectorObject, NetworkPolicy } from './network-policy.js';

/** The objects of a cluster at one moment that decide who reaches whom; as the API serves them. */
export interface NetworkSnapshot {
  readonly pods: readonly Pod[];
  readonly namespaces: readonly KubeObject[];
  readonly policies: readonly NetworkPolicy[];
  readonly services?: readonly Service[];
  readonly endpointSlices?: readonly EndpointSlice[];
  readonly nodes?: readonly Node[];
}

export interface Pod extends KubeObject {
  readonly spec?: {
    readonly hostNetwork?: boolean;
    readonly nodeName?: string;
    readonly hostname?: string;
    readonly subdomain?: string;
    readonly dnsPolicy?: string;
    readonly containers?: readonly Container[];
    readonly initContainers?: readonly Container[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly podIP?: string;
    readonly podIPs?: readonly { readonly ip?: string }[];
    readonly hostIP?: string;
    readonly hostIPs?: readonly { readonly ip?: string }[];
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}
export interface Container {
  readonly name?: string;
  /** `Always` makes an init container a sidecar, whose ports are served. */
  readonly restartPolicy?: string;
  readonly ports?: readonly ContainerPort[];
}
export interface ContainerPort {
  readonly name?: string;
  readonly containerPort: number;
  /** On the pod's node. */
  readonly hostPort?: number;
  readonly protocol?: string;
}

export interface Service extends KubeObject {
  readonly spec?: {
    readonly type?: string;
    readonly clusterIP?: string;
    readonly clusterIPs?: readonly string[];
    readonly externalName?: string;
    readonly publishNotReadyAddresses?: boolean;
    readonly sessionAffinity?: string;
    readonly selector?: LabelSelectorObject['matchLabels'];
    readonly ports?: readonly ServicePort[];
  };
}
export interface ServicePort {
  readonly name?: string;
  readonly protocol?: string;
  readonly port: number;
  readonly targetPort?: number | string;
  /** On every node, for Services of type NodePort and LoadBalancer. */
  readonly nodePort?: number;
}

export interface EndpointSlice extends KubeObject {
  readonly addressType?: string;
  readonly endpoints?: readonly SliceEndpoint[] | null;
  readonly ports?:
    | readonly {
        readonly name?: string;
        readonly port?: number;
        readonly protocol?: string;
      }[]
    | null;
}
export interface SliceEndpoint {
  readonly addresses: readonly string[];
  readonly hostname?: string;
  readonly conditions?: {
    readonly ready?: boolean;
    readonly serving?: boolean;
    readonly terminating?: boolean;
  };
  readonly targetRef?: {
    readonly kind?: string;
    readonly namespace?: string;
    readonly name?: string;
  };
}

export interface Node extends KubeObject {
  /** Of whose addresses its pods get theirs. */
  readonly spec?: { readonly podCIDR?: string };
  readonly status?: {
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
  };
}
