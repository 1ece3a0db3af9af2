import type { Clock } from '@drillyard/cluster';
import type { Container, Pod } from '../api/pod.js';
import { expand } from '../container/expand.js';
import {
  type Mount,
  type MountedVolume,
  type ProjectedFile,
  VolumeStorage,
} from '../runtime/index.js';
import { type ProjectionInput, projectedFiles } from './projected-files.js';
import type { Projection, VolumeSource } from './volume-source.js';

const defaultMode = 0o644;
/** Tokens are replaced well before they run out (kubelet `token_manager.go`). */
const refreshAfter = 0.8;
const tokenLifetimeMs = 3_607_000;

/** A volume that cannot be mounted: the text of the FailedMount event. */
export class MountError extends Error {}

/** What a node has that pods can mount. */
export interface HostPaths {
  storage(path: string): VolumeStorage;
}

export interface PodVolumesOptions extends Omit<ProjectionInput, 'pod' | 'place'> {
  readonly hostPaths: HostPaths;
  readonly clock: Clock;
  /** Hears of a refresh that failed; what was there stays. */
  readonly onError: (error: unknown) => void;
}

/** The volumes of one pod, from its first mount to its end. */
export class PodVolumes {
  private readonly mounted = new Map<string, MountedVolume>();
  /** Of projected volumes: how they are filled, and with what. */
  private readonly projected = new Map<string, ProjectedVolume>();

  constructor(private readonly options: PodVolumesOptions) {}

  /** Mounts what is not mounted yet; throws MountError. */
  async mount(pod: Pod, place: ProjectionInput['place']): Promise<void> {
    // Volumes have the fields of their sources, of which the security of pods knows only the names.
    for (const volume of (pod.spec.volumes ?? []) as readonly VolumeSource[]) {
      if (this.mounted.has(volume.name)) continue;
      try {
        this.mounted.set(volume.name, await this.mountOne({ ...this.options, pod, place }, volume));
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new MountError(
          `MountVolume.SetUp failed for volume ${JSON.stringify(volume.name)} : ${why}`,
        );
      }
    }
  }

  /** Whether something of the pod is put into files, and may have changed. */
  get isProjected(): boolean {
    return this.projected.size > 0;
  }

  /** Takes up what has changed of the objects the files come from. */
  async refresh(pod: Pod, place: ProjectionInput['place']): Promise<void> {
    for (const volume of this.projected.values()) {
      await volume.fill({ ...this.options, pod, place });
    }
  }

  /** Renews what runs out. Called before somebody looks. */
  async renew(pod: Pod, place: ProjectionInput['place']): Promise<void> {
    for (const volume of this.projected.values()) {
      if (volume.isOld(this.options.clock.now())) {
        await volume.fill({ ...this.options, pod, place });
      }
    }
  }

  mountsOf({ volumeMounts = [] }: Container, environment: ReadonlyMap<string, string>): Mount[] {
    return volumeMounts.flatMap(({ name, mountPath, readOnly, subPath, subPathExpr }): Mount[] => {
      const volume = this.mounted.get(name);
      if (volume === undefined) return [];
      const below = subPathExpr ? expand(subPathExpr, (key) => environment.get(key)) : subPath;
      const isReadOnly = readOnly === true || volume.kind === 'projected';
      return [{ path: mountPath, volume, readOnly: isReadOnly, ...(below && { subPath: below }) }];
    });
  }

  private async mountOne(input: ProjectionInput, volume: VolumeSource): Promise<MountedVolume> {
    const { fsGroup } = input.pod.spec.securityContext ?? {};
    const group = fsGroup === undefined ? {} : { fsGroup };
    const { emptyDir, hostPath } = volume;
    if (hostPath) {
      return { kind: 'hostPath', storage: this.options.hostPaths.storage(hostPath.path) };
    }
    const sources = sourcesOf(volume);
    if (emptyDir || sources === undefined) {
      const isMemory = emptyDir?.medium === 'Memory';
      const storage = new VolumeStorage(undefined, this.options.clock.now());
      return { kind: 'emptyDir', storage, ...group, ...(isMemory && { medium: 'Memory' }) };
    }
    const { clock, onError } = this.options;
    const projected = new ProjectedVolume(sources, clock);
    await projected.fill(input);
    this.projected.set(volume.name, projected);
    const mode = (volume.configMap ?? volume.secret ?? volume.downwardAPI ?? volume.projected)
      ?.defaultMode;
    const files = () => {
      if (projected.isOld(clock.now())) projected.fill(input).catch(onError);
      return projected.files;
    };
    return { kind: 'projected', files, ...group, defaultMode: mode ?? defaultMode };
  }
}

class ProjectedVolume {
  files: readonly ProjectedFile[] = [];
  private filledMs = 0;
  private readonly lifetimeMs: number;

  constructor(
    private readonly sources: readonly Projection[],
    private readonly clock: Clock,
  ) {
    const lifetimes = sources.flatMap(({ serviceAccountToken }) => {
      if (serviceAccountToken === undefined) return [];
      const { expirationSeconds } = serviceAccountToken;
      return [expirationSeconds === undefined ? tokenLifetimeMs : expirationSeconds * 1_000];
    });
    this.lifetimeMs = Math.min(...lifetimes) * refreshAfter;
  }

  isOld(now: Date): boolean {
    return now.getTime() - this.filledMs >= this.lifetimeMs;
  }

  async fill(input: ProjectionInput): Promise<void> {
    const files: ProjectedFile[] = [];
    for (const source of this.sources) files.push(...(await projectedFiles(input, source)));
    this.filledMs = this.clock.now().getTime();
    this.files = files;
  }
}

/** Undefined for volumes that are not made of files somebody describes. */
function sourcesOf(volume: VolumeSource): readonly Projection[] | undefined {
  const { configMap, secret, downwardAPI, projected } = volume;
  if (projected) return projected.sources ?? [];
  if (configMap) return [{ configMap }];
  if (downwardAPI) return [{ downwardAPI }];
  if (secret === undefined) return undefined;
  const { secretName = '', ...rest } = secret;
  return [{ secret: { name: secretName, ...rest } }];
}
