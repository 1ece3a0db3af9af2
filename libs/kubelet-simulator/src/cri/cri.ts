import { createHash } from 'node:crypto';
import type { Container } from '../api/pod.js';
import type { ContainerLog } from '../logs/container-log.js';

/** A pod as a container runtime knows it (CRI `PodSandbox`). */
export interface CriPod {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly createdAt: Date;
  readonly isReady: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Empty where it shares the node's network. */
  readonly address: string;
  /** As the pod names them, with their sources. */
  readonly volumes: readonly {
    readonly name: string;
    readonly hostPath?: { readonly path: string };
  }[];
}

/** One start of a container as a runtime remembers it (CRI `ContainerStatus`). */
export interface CriContainer {
  readonly id: string;
  readonly pod: CriPod;
  readonly spec: Pick<Container, 'name' | 'image' | 'command' | 'args' | 'resources'> & {
    readonly volumeMounts?: readonly {
      readonly name: string;
      readonly mountPath: string;
      readonly readOnly?: boolean;
      readonly subPath?: string;
    }[];
  };
  readonly attempt: number;
  /** As the pod names it. */
  readonly image: string;
  /** `registry/name@sha256:…` */
  readonly imageRef: string;
  readonly startedAt: Date;
  readonly end: CriEnd | undefined;
  readonly logPath: string;
  /** What it printed until now; undefined where nothing can be read any more. */
  readonly log: () => ContainerLog | undefined;
  /** Another one when it has printed more: cheaper to ask for than the log. */
  readonly logMark: () => string;
}

export interface CriEnd {
  readonly finishedAt: Date;
  readonly exitCode: number;
  readonly reason: string;
  readonly message: string;
}

export interface CriImage {
  /** `registry/name:tag`. */
  readonly name: string;
  /** `registry/name@sha256:…` */
  readonly digest: string;
  readonly sizeBytes: number;
  /** Of its configuration; empty is root. */
  readonly user: string;
}

/** The id of the sandbox of a pod, always the same for the same pod. */
export function sandboxId(podUid: string): string {
  return sha256(`sandbox/${podUid}`);
}

/** The id of an image's configuration, by which runtimes call it: `sha256:…`. */
export function criImageId(digest: string): string {
  return `sha256:${sha256(`configuration/${digest}`)}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
