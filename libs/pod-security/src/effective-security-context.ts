import type {
  Capabilities,
  Container,
  Pod,
  Profile,
  SeLinuxOptions,
  SharedSecurityContext,
  WindowsOptions,
} from './pod.js';

/** Who said so: the pod, the container, its image, or nobody. */
export type Origin = 'pod' | 'container' | 'image' | 'default';

export interface Effective<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** The user an image is made to run as; a name where it is not a number. */
export interface ImageUser {
  readonly user?: number | string;
}

export interface NodeSettings {
  /** The kubelet's `seccompDefault`: silence means the runtime's profile instead of none. */
  readonly seccompDefault?: boolean;
}

/** What a container runs with. Undefined is what only the runtime decides. */
export interface EffectiveSecurityContext {
  /** A name where it is the image's and the image knows it by name only. */
  readonly runAsUser: Effective<number | string>;
  readonly runAsGroup: Effective<number | undefined>;
  readonly runAsNonRoot: Effective<boolean>;
  readonly privileged: Effective<boolean>;
  /** False sets no_new_privs. */
  readonly allowPrivilegeEscalation: Effective<boolean>;
  readonly readOnlyRootFilesystem: Effective<boolean>;
  readonly procMount: Effective<string>;
  readonly capabilities: Effective<Required<Capabilities>>;
  readonly seccompProfile: Effective<Profile>;
  readonly appArmorProfile: Effective<Profile>;
  readonly seLinuxOptions: Effective<SeLinuxOptions | undefined>;
  readonly windowsOptions: {
    readonly [field in keyof WindowsOptions]-?: Effective<WindowsOptions[field] | undefined>;
  };
  readonly fsGroup: Effective<number | undefined>;
  readonly fsGroupChangePolicy: Effective<string>;
  readonly supplementalGroups: Effective<readonly number[]>;
  readonly supplementalGroupsPolicy: Effective<string>;
}

/**
 * Pod and container merged as the kubelet does it: the container's word counts before the pod's,
 * each field by itself and whole (upstream `pkg/securitycontext/util.go`, kuberuntime
 * `security_context.go`). The container is one of the pod's, of whichever kind.
 */
export function effectiveSecurityContext(
  pod: Pod,
  container: Container,
  { user }: ImageUser = {},
  { seccompDefault = false }: NodeSettings = {},
): EffectiveSecurityContext {
  const ofPod = pod.spec?.securityContext ?? {};
  const own = container.securityContext ?? {};
  const either = <K extends keyof SharedSecurityContext>(field: K) =>
    firstOf(from('container', own[field]), from('pod', ofPod[field]));
  const noCapabilities = { add: [], drop: [] };
  const { capabilities } = own;
  const unset = byDefault(undefined);
  return {
    runAsUser: either('runAsUser') ?? from('image', user) ?? byDefault(0),
    runAsGroup: either('runAsGroup') ?? unset,
    runAsNonRoot: either('runAsNonRoot') ?? byDefault(false),
    privileged: from('container', own.privileged) ?? byDefault(false),
    allowPrivilegeEscalation: from('container', own.allowPrivilegeEscalation) ?? byDefault(true),
    readOnlyRootFilesystem: from('container', own.readOnlyRootFilesystem) ?? byDefault(false),
    procMount: from('container', own.procMount) ?? byDefault('Default'),
    capabilities:
      from('container', capabilities && { ...noCapabilities, ...capabilities }) ??
      byDefault(noCapabilities),
    seccompProfile:
      either('seccompProfile') ??
      byDefault({ type: seccompDefault ? 'RuntimeDefault' : 'Unconfined' }),
    appArmorProfile:
      firstOf(
        from('container', own.appArmorProfile),
        from('pod', annotatedProfile(pod, container)),
        from('pod', ofPod.appArmorProfile),
      ) ?? byDefault({ type: 'RuntimeDefault' }),
    seLinuxOptions: either('seLinuxOptions') ?? unset,
    windowsOptions: windowsOptions(own.windowsOptions, ofPod.windowsOptions),
    fsGroup: from('pod', ofPod.fsGroup) ?? unset,
    fsGroupChangePolicy: from('pod', ofPod.fsGroupChangePolicy) ?? byDefault('Always'),
    supplementalGroups: from('pod', ofPod.supplementalGroups) ?? byDefault([]),
    supplementalGroupsPolicy: from('pod', ofPod.supplementalGroupsPolicy) ?? byDefault('Merge'),
  };
}

function from<T>(origin: Origin, value: T): Effective<NonNullable<T>> | undefined {
  return value === undefined || value === null ? undefined : { value, origin };
}

function byDefault<T>(value: T): Effective<T> {
  return { value, origin: 'default' };
}

function firstOf<T>(...candidates: (Effective<T> | undefined)[]): Effective<T> | undefined {
  return candidates.find((candidate) => candidate !== undefined);
}

/** Windows options are merged one by one; of the two for GMSA the container's go together. */
function windowsOptions(
  own: WindowsOptions = {},
  ofPod: WindowsOptions = {},
): EffectiveSecurityContext['windowsOptions'] {
  const hasOwnGmsa =
    own.gmsaCredentialSpecName !== undefined || own.gmsaCredentialSpec !== undefined;
  const gmsaOrigin = hasOwnGmsa ? 'container' : 'pod';
  const gmsa = hasOwnGmsa ? own : ofPod;
  const unset = byDefault(undefined);
  return {
    gmsaCredentialSpecName: from(gmsaOrigin, gmsa.gmsaCredentialSpecName) ?? unset,
    gmsaCredentialSpec: from(gmsaOrigin, gmsa.gmsaCredentialSpec) ?? unset,
    runAsUserName:
      from('container', own.runAsUserName) ?? from('pod', ofPod.runAsUserName) ?? unset,
    hostProcess: from('container', own.hostProcess) ?? from('pod', ofPod.hostProcess) ?? unset,
  };
}

/** The profile a container has by the older annotation, which counts before the pod's field. */
function annotatedProfile({ metadata }: Pod, { name = '' }: Container): Profile | undefined {
  const value = metadata?.annotations?.[`container.apparmor.security.beta.kubernetes.io/${name}`];
  if (value === 'runtime/default') return { type: 'RuntimeDefault' };
  if (value === 'unconfined') return { type: 'Unconfined' };
  const localhost = 'localhost/';
  if (!value?.startsWith(localhost)) return undefined;
  return { type: 'Localhost', localhostProfile: value.slice(localhost.length) };
}
