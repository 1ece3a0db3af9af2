import { readFile } from 'node:fs/promises';
import type { Clock } from '@drillyard/cluster';
import { closeEgress } from './close-egress.js';
import type { ClusterRecord, ClusterRecords } from './cluster-record.js';
import type { ClusterShape } from './cluster-shape.js';
import type { CommandRunner } from './command-runner.js';
import { creationStep } from './creation-step.js';
import type { ContainerLimits, Engine, EngineContainer } from './engine.js';
import { explainFault } from './fault.js';
import type { ImageArchive } from './image-archive.js';
import { type ExtraMount, kindConfig } from './kind-config.js';
import { graderKubeconfig } from './kind-kubeconfig.js';
import { kindClusterLabel, kindRoleLabel, labelsOf } from './labels.js';
import type { NodeImages } from './node-images.js';
import { NodeNaming } from './node-names.js';
import { retry } from './retry.js';

/** kind takes a minute or two, and some more where it has to pull an image first. */
const createMs = 15 * 60_000;
/** For some gigabytes of images that are copied into each node. */
const loadMs = 10 * 60_000;
/** How long kind waits for the nodes to be ready; it goes on without an error after that. */
const readyWait = '120s';
/** kubeadm's credentials of group `system:masters`, which no RBAC rule can lock out. */
const superAdminPath = '/etc/kubernetes/super-admin.conf';
/** The name under which a workspace knows the API server. */
export const workspaceHost = 'controlplane';

export interface KindLifecycleOptions {
  readonly instance: string;
  readonly runner: CommandRunner;
  readonly engine: Engine;
  /** How kind is called on this host: its name, or a path. */
  readonly kind: string;
  readonly images: NodeImages;
  readonly records: ClusterRecords;
  readonly clock: Clock;
  /** Of each node. */
  readonly nodeLimits: ContainerLimits;
  readonly extraMounts?: readonly ExtraMount[];
  /** Images that every new cluster has without a registry. */
  readonly labImages?: ImageArchive;
  /** Of clusters whose settings do not say. */
  readonly egress?: boolean;
}

export interface MakeOptions {
  readonly onProgress?: ((step: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes and removes kind clusters, each with a network of its own. Every step leaves a name
 * behind before it makes anything: whatever stops it, {@link unmake} finds what there is.
 */
export class KindLifecycle {
  constructor(private readonly options: KindLifecycleOptions) {}

  /** What it began is there when it fails: for {@link unmake}. */
  async make(record: ClusterRecord, shape: ClusterShape, options: MakeOptions): Promise<void> {
    const image = this.options.images.imageFor(shape.settings.kubernetesVersion);
    await this.options.records.write({ ...record, complete: false });
    try {
      await this.#make(record, shape, image, options);
    } catch (error) {
      throw options.signal?.aborted ? options.signal.reason : error;
    }
  }

  /** Removes all there is under this name: containers, volumes, the network, the folder. */
  async unmake(name: string): Promise<void> {
    const { engine, records, clock } = this.options;
    const record = (await records.list()).find((one) => one.name === name);
    if (record?.complete) await records.write({ ...record, complete: false });
    const label = `${kindClusterLabel}=${name}`;
    await retry(clock, async () => {
      const attached = await engine.containers({ network: name });
      const nodes = await engine.containers({ label });
      const containers = new Set([...attached, ...nodes].map((container) => container.name));
      for (const container of containers) await engine.removeContainer(container);
      for (const volume of await engine.volumes({ label })) await engine.removeVolume(volume.name);
      await engine.removeNetwork(name);
    });
    await records.remove(name);
  }

  /** The nodes of a cluster, the control plane's first, without a load balancer before them. */
  async nodes(name: string): Promise<EngineContainer[]> {
    const containers = await this.options.engine.containers({
      label: `${kindClusterLabel}=${name}`,
    });
    const role = (container: EngineContainer) => container.labels[kindRoleLabel] ?? '';
    return containers
      .filter((container) => ['control-plane', 'worker'].includes(role(container)))
      .sort((a, b) => role(a).localeCompare(role(b)) || a.name.localeCompare(b.name));
  }

  async #make(
    record: ClusterRecord,
    shape: ClusterShape,
    image: string,
    { onProgress, signal }: MakeOptions,
  ): Promise<void> {
    const { engine, instance, records } = this.options;
    const { name } = record;
    onProgress?.('Making a network of its own');
    const labels = labelsOf({ instance, session: record.id ?? 'pool', role: 'cluster' });
    const egress = shape.settings.egress ?? this.options.egress ?? false;
    await engine.createNetwork({ name, labels, egress });
    signal?.throwIfAborted();
    await this.#runKind(name, shape, image, { onProgress, signal });
    await this.#loadImages(name, { onProgress, signal });
    onProgress?.('Setting limits');
    const nodes = (await this.nodes(name)).map((node) => node.name);
    for (const node of nodes) await engine.limitContainer(node, this.options.nodeLimits);
    if (!egress) await closeEgress(engine, nodes);
    signal?.throwIfAborted();
    await this.#keepGraderKubeconfig(name);
    await records.write({ ...record, complete: true });
  }

  async #runKind(
    name: string,
    shape: ClusterShape,
    image: string,
    { onProgress, signal }: MakeOptions,
  ): Promise<void> {
    const { runner, engine, kind, records, extraMounts = [] } = this.options;
    const { settings, controlPlanes, workers } = shape;
    const { featureGates = {}, apiServerArgs = {}, nodeLabels = {} } = settings;
    const { disableDefaultCni = false } = settings;
    const config = kindConfig({
      ...{ name, image, controlPlanes, workers, featureGates, apiServerArgs, disableDefaultCni },
      ...{ nodeLabels, extraMounts, certificateNames: [workspaceHost] },
    });
    const path = await records.writeFile(name, 'kind.yaml', config);
    const wait = disableDefaultCni ? [] : ['--wait', readyWait];
    const argv = [
      ...['create', 'cluster', '--name', name, '--config', path],
      ...['--kubeconfig', records.kubeconfigPath(name), ...wait],
    ];
    const naming = new NodeNaming(engine, async () =>
      (await this.nodes(name)).map((node) => node.name),
    );
    const onStderrLine = (line: string) => {
      const step = creationStep(line);
      if (step === undefined) return;
      naming.hear(step);
      onProgress?.(step);
    };
    const env = kindEnvironment(engine, name);
    await runner
      .run([kind, ...argv], { timeoutMs: createMs, signal, env, onStderrLine })
      .catch((error: unknown) => {
        throw explainFault(error, engine.name);
      });
    await naming.finish();
  }

  async #loadImages(name: string, { onProgress, signal }: MakeOptions): Promise<void> {
    const { runner, engine, kind, labImages } = this.options;
    const archive = await labImages?.path();
    if (archive === undefined) return;
    onProgress?.("Loading the labs' images");
    const argv = ['load', 'image-archive', archive, '--name', name];
    const env = kindEnvironment(engine, name);
    await runner
      .run([kind, ...argv], { timeoutMs: loadMs, signal, env })
      .catch((error: unknown) => {
        throw explainFault(error, engine.name);
      });
  }

  async #keepGraderKubeconfig(name: string): Promise<void> {
    const { engine, records } = this.options;
    const [controlPlane] = await this.nodes(name);
    const { stdout } = await engine.exec(controlPlane?.name ?? '', ['cat', superAdminPath]);
    const published = await readFile(records.kubeconfigPath(name), 'utf8');
    await records.writeFile(name, 'grader.kubeconfig', graderKubeconfig(stdout, published));
  }
}

/** kind chooses engine and network by these (kind `pkg/internal/runtime/runtime.go`). */
function kindEnvironment(engine: Engine, network: string): Record<string, string> {
  return {
    KIND_EXPERIMENTAL_PROVIDER: engine.name,
    [`KIND_EXPERIMENTAL_${engine.name.toUpperCase()}_NETWORK`]: network,
  };
}
