import { createHash } from 'node:crypto';
import { decodePodManifest } from '@drillyard/kube-apiserver';

export interface PodContainer {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly volumeMounts?: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly subPath?: string;
    readonly readOnly?: boolean;
  }[];
}

export interface PodSpec {
  readonly containers: readonly PodContainer[];
  readonly volumes?: readonly {
    readonly name: string;
    readonly hostPath?: { readonly path: string; readonly type?: string };
  }[];
  readonly nodeName?: string;
}

export interface PodMetadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A pod the kubelet runs because a file says so. */
export interface StaticPod {
  /** The file's name. */
  readonly source: string;
  /** A digest of what the file says: a changed file is another pod. */
  readonly uid: string;
  readonly metadata: PodMetadata;
  readonly spec: PodSpec;
}

/** A pod as a manifest describes it. */
export interface PodManifest {
  readonly metadata: Partial<PodMetadata> & { readonly name: string };
  readonly spec: PodSpec;
}

const digestLength = 32;
const staticToleration = { effect: 'NoExecute', operator: 'Exists' };

/** What the kubelet adds to a manifest's pod (kubelet `config/common.go` applyDefaults). */
export function toStaticPod(manifest: PodManifest, source: string, nodeName: string): StaticPod {
  const { metadata, spec } = manifest;
  const text = `${JSON.stringify({ metadata, spec })}host:${nodeName}file:${source}`;
  const uid = createHash('sha256').update(text).digest('hex').slice(0, digestLength);
  const tolerations = (spec as { tolerations?: unknown[] }).tolerations ?? [];
  return {
    source,
    uid,
    metadata: {
      ...metadata,
      name: `${metadata.name}-${nodeName}`.toLowerCase(),
      namespace: metadata.namespace || 'default',
    },
    spec: { ...spec, nodeName, ...{ tolerations: [...tolerations, staticToleration] } },
  };
}

/** Reads a manifest file; the error says what the kubelet would. */
export async function parseStaticPod(
  text: string,
  source: string,
  nodeName: string,
): Promise<StaticPod> {
  const manifest = await decodePodManifest(text);
  // It has the shape of a pod from here on.
  return toStaticPod(manifest as unknown as PodManifest, source, nodeName);
}
