import type { VolumeStorage } from './vfs/volume-storage.js';

/** A volume as a container has it, at a path. */
export interface Mount {
  readonly path: string;
  readonly volume: MountedVolume;
  readonly readOnly: boolean;
  readonly subPath?: string;
}

export type MountedVolume =
  /** Of a ConfigMap, a Secret, the downward API or a projection: replaced at once, by a link `..data`. */
  | {
      readonly kind: 'projected';
      /** What is in it now: asked on every look, so that changes are seen. */
      readonly files: () => readonly ProjectedFile[];
      readonly fsGroup?: number;
      readonly defaultMode: number;
    }
  /** Shared by the containers of the pod that mount it: one object for one volume. */
  | {
      readonly kind: 'emptyDir';
      readonly storage: VolumeStorage;
      readonly fsGroup?: number;
      readonly medium?: 'Memory';
    }
  | { readonly kind: 'hostPath'; readonly storage: VolumeStorage };

export interface ProjectedFile {
  /** Below the mount, such as `token` or `tls/ca.crt`. */
  readonly path: string;
  readonly content: Uint8Array;
  readonly mode?: number;
  readonly uid?: number;
}
