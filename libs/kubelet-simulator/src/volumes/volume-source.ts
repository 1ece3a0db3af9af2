/** A key of a ConfigMap or Secret, and the file it becomes. */
export interface KeyToPath {
  readonly key: string;
  readonly path: string;
  readonly mode?: number;
}
export interface DataSource {
  readonly name?: string;
  readonly items?: readonly KeyToPath[];
  readonly optional?: boolean;
}
export interface DownwardApiItem {
  readonly path: string;
  readonly fieldRef?: { readonly fieldPath: string };
  readonly resourceFieldRef?: {
    readonly containerName?: string;
    readonly resource: string;
    readonly divisor?: string | number;
  };
  readonly mode?: number;
}
export interface TokenSource {
  readonly audience?: string;
  readonly expirationSeconds?: number;
  readonly path: string;
}

/** What is put together into one folder; each is also a volume of its own, with its mode. */
export interface Projection {
  readonly configMap?: DataSource;
  readonly secret?: DataSource;
  readonly downwardAPI?: { readonly items?: readonly DownwardApiItem[] };
  readonly serviceAccountToken?: TokenSource;
}

/** core/v1 `Volume`, the sources that are simulated. */
export interface VolumeSource {
  readonly name: string;
  readonly configMap?: DataSource & { readonly defaultMode?: number };
  readonly secret?: Omit<DataSource, 'name'> & {
    readonly secretName?: string;
    readonly defaultMode?: number;
  };
  readonly downwardAPI?: {
    readonly items?: readonly DownwardApiItem[];
    readonly defaultMode?: number;
  };
  readonly projected?: { readonly sources?: readonly Projection[]; readonly defaultMode?: number };
  readonly emptyDir?: { readonly medium?: string };
  readonly hostPath?: { readonly path: string; readonly type?: string };
}
