import type { FSWatcher } from 'node:fs';
import { posix } from 'node:path';
import type { Clock } from '@drillyard/cluster';
import { manifestsFolder } from './control-plane-manifests.js';
import { CrashBackOff } from './crash-back-off.js';
import type { NodeFolder } from './node-folder.js';
import type { Program } from './program.js';
import { parseStaticPod, programName, type StaticPod } from './static-pod.js';
import { StaticPodWorker } from './static-pod-worker.js';

/** An editor writes a file in several steps: they are looked at as one. */
const settleMs = 100;
/** How long a file that cannot be read may stay so before its pod goes (`fileCheckFrequency`). */
const fileCheckMs = 20_000;
/** Folders of files in use that are watched besides those that always are. */
const watchedMax = 32;

export interface StaticPodKubeletOptions {
  readonly folder: NodeFolder;
  readonly nodeName: string;
  /** What a container may run, by the name of the program. */
  readonly programs: ReadonlyMap<string, Program>;
  readonly clock: Clock;
  /** Hears of every change in what runs, and of the pods whose programs are none of these. */
  readonly onChange: (workers: readonly StaticPodWorker[], workloads: readonly StaticPod[]) => void;
  /** An error of the kubelet's log, and where upstream's says it. */
  readonly report: (source: string, text: string) => void;
  /** Whether the runtime that starts containers answers; it does where this is left out. */
  readonly hasRuntime?: () => boolean;
  readonly onUnexpected: (error: unknown) => void;
}

/**
 * The part of a kubelet that runs static pods: follows the manifests folder and keeps for each
 * file the pod it describes. Between two changes it does nothing at all.
 */
export class StaticPodKubelet {
  private readonly workers = new Map<string, StaticPodWorker>();
  /** What the node's container runtime runs as it runs all other pods. */
  private workloads: readonly StaticPod[] = [];
  private readonly backOff = new CrashBackOff();
  /** When a file was first found not to be a pod, in milliseconds. */
  private readonly mistakenSince = new Map<string, number>();
  private readonly watchers = new Map<string, FSWatcher | undefined>();
  private due: NodeJS.Timeout | undefined;
  private cancelCheck: () => void = () => undefined;
  private syncing: Promise<void> = Promise.resolve();
  private closed = false;
  private suspended = true;
  /** Undefined: it runs no static pods. */
  private manifests: string | undefined = manifestsFolder;

  constructor(private readonly options: StaticPodKubeletOptions) {}

  /**
   * Looks after the pods of a folder from now on, and resolves when each has been started once.
   * Without a folder there are none.
   */
  async resume(manifests: string | undefined): Promise<void> {
    this.manifests = manifests;
    this.suspended = false;
    await this.sync();
    // How long a container had to wait is known to nobody any more.
    this.backOff.clear();
    await this.startWaiting();
  }

  /** Looks after nothing any more: what runs goes on, and what ends stays so. */
  async suspend(): Promise<void> {
    this.suspended = true;
    this.cancelCheck();
    await this.syncing;
  }

  /** Starts what does not run. */
  async startWaiting(): Promise<void> {
    for (const worker of this.workers.values()) await worker.resume();
  }

  get isSupervising(): boolean {
    return !this.suspended && (this.options.hasRuntime?.() ?? true);
  }

  get pods(): readonly StaticPodWorker[] {
    return [...this.workers.values()];
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.due);
    this.cancelCheck();
    this.unwatch();
    await this.syncing;
    for (const worker of this.workers.values()) await worker.stop();
  }

  /** Looks at everything once more; one look at a time. */
  sync(): Promise<void> {
    this.syncing = this.syncing.then(() => this.look()).catch(this.options.onUnexpected);
    return this.syncing;
  }

  private async look(): Promise<void> {
    if (this.closed) return;
    // Made anew: a folder may be another one by now. What happens from here on is heard of.
    this.unwatch();
    this.watch();
    if (this.suspended) {
      // Programs look at their own files, whoever looks after them.
      for (const worker of this.workers.values()) worker.reload();
      return;
    }
    const { pods, unreadable } = await this.readManifests();
    const own = pods.filter((pod) => this.isComponent(pod));
    const wanted = new Map(own.map((pod) => [pod.uid, pod]));
    this.workloads = [
      ...this.workloads.filter(({ source }) => unreadable.has(source)),
      ...pods.filter((pod) => !this.isComponent(pod)),
    ];
    for (const [uid, worker] of this.workers) {
      const isKept = wanted.has(uid) || unreadable.has(worker.pod.source);
      if (isKept) worker.reload();
      else await this.remove(uid, worker);
    }
    for (const [uid, pod] of wanted) if (!this.workers.has(uid)) await this.add(uid, pod);
    // Of folders that were not watched while they were read a change may have been missed.
    if (this.watch()) this.changed();
    this.options.onChange(this.pods, this.workloads);
  }

  private isComponent({ spec }: StaticPod): boolean {
    const [container] = spec.containers;
    return container !== undefined && this.options.programs.has(programName(container));
  }

  private async add(uid: string, pod: StaticPod): Promise<void> {
    const { folder, programs, clock, onChange } = this.options;
    const { backOff } = this;
    const worker: StaticPodWorker = new StaticPodWorker({
      ...{ pod, folder, programs, backOff, clock },
      isSupervised: () => this.isSupervising,
      onChange: () => {
        this.reportCrash(worker);
        onChange(this.pods, this.workloads);
      },
    });
    this.workers.set(uid, worker);
    await worker.start();
  }

  private async remove(uid: string, worker: StaticPodWorker): Promise<void> {
    this.workers.delete(uid);
    await worker.stop();
  }

  /** What the files describe, and the files that cannot be read for now. */
  private async readManifests(): Promise<{ pods: StaticPod[]; unreadable: ReadonlySet<string> }> {
    const { folder, nodeName } = this.options;
    const pods: StaticPod[] = [];
    const mistaken = new Set<string>();
    for (const name of this.manifestNames()) {
      const path = `${this.manifests}/${name}`;
      try {
        pods.push(await parseStaticPod(folder.read(path), path, nodeName));
      } catch (error) {
        mistaken.add(path);
        this.reportMistake(path, error);
      }
    }
    return { pods, unreadable: this.tolerated(mistaken) };
  }

  /** Hidden files are none, whatever is in them. */
  private manifestNames(): string[] {
    if (this.manifests === undefined) return [];
    try {
      return this.options.folder.list(this.manifests).filter((name) => !name.startsWith('.'));
    } catch {
      return [];
    }
  }

  /** A file in the middle of being written has until the next regular check to become one again. */
  private tolerated(mistaken: ReadonlySet<string>): ReadonlySet<string> {
    const { clock } = this.options;
    const nowMs = clock.now().getTime();
    for (const path of this.mistakenSince.keys()) {
      if (!mistaken.has(path)) this.mistakenSince.delete(path);
    }
    const tolerated = new Set<string>();
    for (const path of mistaken) {
      const sinceMs = this.mistakenSince.get(path) ?? nowMs;
      this.mistakenSince.set(path, sinceMs);
      if (nowMs - sinceMs < fileCheckMs) tolerated.add(path);
    }
    this.cancelCheck();
    if (tolerated.size > 0) this.cancelCheck = clock.after(fileCheckMs, () => void this.sync());
    return tolerated;
  }

  private reportMistake(path: string, error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    const line = `"Could not process manifest file" err=${JSON.stringify(why)} path=${JSON.stringify(path)}`;
    this.options.report('file.go:187', line);
  }

  private reportCrash({ pod, record }: StaticPodWorker): void {
    const { state } = record;
    if (state.kind !== 'waiting' || state.message === undefined || this.suspended) return;
    // The first time it is started again at once, and nobody is told.
    if (state.message.startsWith('back-off 0s')) return;
    const { name, namespace } = pod.metadata;
    const container = JSON.stringify(pod.spec.containers[0]?.name ?? '');
    const why = `failed to "StartContainer" for ${container} with ${state.reason}: ${JSON.stringify(state.message)}`;
    const about = `pod="${namespace}/${name}" podUID="${pod.uid}"`;
    const text = `"Error syncing pod, skipping" err=${JSON.stringify(why)} ${about}`;
    this.options.report('pod_workers.go:1324', text);
  }

  /** Whether there are folders now that were not watched before. */
  private watch(): boolean {
    if (this.closed) return false;
    const { manifests } = this;
    const always = manifests === undefined ? [] : [posix.dirname(manifests), manifests];
    const used = this.pods.flatMap((worker) => [...worker.folders]);
    const paths = [...new Set([...always, ...used])].slice(0, watchedMax);
    const added = paths.filter((path) => !this.watchers.has(path));
    const onChange = () => this.changed();
    for (const path of added) this.watchers.set(path, this.options.folder.watch(path, onChange));
    return added.length > 0;
  }

  private unwatch(): void {
    for (const watcher of this.watchers.values()) watcher?.close();
    this.watchers.clear();
  }

  /** However often files change, they are looked at no more than ten times a second. */
  private changed(): void {
    if (this.closed) return;
    this.due ??= setTimeout(() => {
      this.due = undefined;
      void this.sync();
    }, settleMs).unref();
  }
}
