import type { ObjectMeta } from '@drillyard/kube-objects';

/** A pod or a pod template, the fields that bear on security (core/v1). */
export interface Pod {
  readonly metadata?: Pick<ObjectMeta, 'name' | 'annotations'>;
  readonly spec?: PodSpec;
}

export interface PodSpec {
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly ephemeralContainers?: readonly Container[];
  readonly volumes?: readonly Volume[];
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly hostUsers?: boolean;
  readonly os?: { readonly name?: string };
  readonly runtimeClassName?: string;
  readonly securityContext?: PodSecurityContext;
}

/** A volume's name and its source, under the name of its kind. */
export interface Volume {
  readonly name?: string;
  readonly [source: string]: unknown;
}

export interface Container {
  readonly name?: string;
  readonly image?: string;
  readonly ports?: readonly { readonly hostPort?: number }[];
  readonly livenessProbe?: NetworkHandler;
  readonly readinessProbe?: NetworkHandler;
  readonly startupProbe?: NetworkHandler;
  readonly lifecycle?: { readonly postStart?: NetworkHandler; readonly preStop?: NetworkHandler };
  readonly securityContext?: SecurityContext;
}

/** What a probe or a lifecycle handler connects to. */
export interface NetworkHandler {
  readonly httpGet?: { readonly host?: string };
  readonly tcpSocket?: { readonly host?: string };
}

/** What pods and containers can both say. */
export interface SharedSecurityContext {
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
  readonly runAsNonRoot?: boolean;
  readonly seLinuxOptions?: SeLinuxOptions;
  readonly seccompProfile?: Profile;
  readonly appArmorProfile?: Profile;
  readonly windowsOptions?: WindowsOptions;
}

export interface PodSecurityContext extends SharedSecurityContext {
  readonly sysctls?: readonly { readonly name?: string; readonly value?: string }[];
  readonly fsGroup?: number;
  readonly fsGroupChangePolicy?: string;
  readonly supplementalGroups?: readonly number[];
  readonly supplementalGroupsPolicy?: string;
}

export interface SecurityContext extends SharedSecurityContext {
  readonly privileged?: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly readOnlyRootFilesystem?: boolean;
  readonly procMount?: string;
  readonly capabilities?: Capabilities;
}

export interface Capabilities {
  readonly add?: readonly string[];
  readonly drop?: readonly string[];
}

export interface SeLinuxOptions {
  readonly user?: string;
  readonly role?: string;
  readonly type?: string;
  readonly level?: string;
}

/** Of seccomp or AppArmor. */
export interface Profile {
  readonly type?: string;
  readonly localhostProfile?: string;
}

export interface WindowsOptions {
  readonly gmsaCredentialSpecName?: string;
  readonly gmsaCredentialSpec?: string;
  readonly runAsUserName?: string;
  readonly hostProcess?: boolean;
}

/** All that run in a pod, in upstream's order: init, ordinary, ephemeral containers. */
export function containersOf({ spec }: Pod): readonly Container[] {
  return [
    ...(spec?.initContainers ?? []),
    ...(spec?.containers ?? []),
    ...(spec?.ephemeralContainers ?? []),
  ];
}

export function isWindowsPod({ spec }: Pod): boolean {
  return spec?.os?.name === 'windows';
}

/** Whether root in the pod is nobody on the node (KEP-127). */
export function hasUserNamespace({ spec }: Pod): boolean {
  return spec?.hostUsers === false;
}
