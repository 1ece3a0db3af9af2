import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { decodePodManifest } from '@drillyard/kube-apiserver';
import type { KubeletPod } from '@drillyard/kubelet-simulator';

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

export const hashAnnotation = 'kubernetes.io/config.hash';
export const sourceAnnotation = 'kubernetes.io/config.source';
export const seenAnnotation = 'kubernetes.io/config.seen';

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

/** The program a container starts, by the name of its file. */
export function programName({ command = [], args = [] }: PodContainer): string {
  return basename([...command, ...args][0] ?? '');
}

/** A static pod as the kubelet of all other pods runs it (kubelet `config/common.go` applyDefaults). */
export function toKubeletPod({ uid, metadata, spec }: StaticPod, seen: Date): KubeletPod {
  const annotations = {
    ...metadata.annotations,
    [hashAnnotation]: uid,
    [seenAnnotation]: seen.toISOString().replace('Z', '000000Z'),
    [sourceAnnotation]: 'file',
  };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, uid, annotations }, spec };
  // Decoding has given it the shape of a pod.
  return pod as unknown as KubeletPod;
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
