import { randomBytes } from 'node:crypto';
import { parseQuantity, roundedUp } from '@drillyard/kube-schema';
import { effectiveSecurityContext } from '@drillyard/pod-security';
import { type Secret, services } from '../api/objects.js';
import type { Container, Pod } from '../api/pod.js';
import { ImageError } from '../images/image-manager.js';
import type { PulledImage } from '../images/image-registry.js';
import type { KubeletContext } from '../kubelet-context.js';
import { ContainerLog } from '../logs/container-log.js';
import { ContainerStartError } from '../runtime/index.js';
import type { PodVolumes } from '../volumes/pod-volumes.js';
import { containerEnvironment } from './container-environment.js';
import type { ContainerRecord } from './container-record.js';
import { expand } from './expand.js';
import { imageUser, verifyRunAsNonRoot } from './image-user.js';
import type { PodPlace } from './pod-field.js';
import { resolvConf } from './resolv-conf.js';

/** A container that was not started: its `waiting` state, and when to try again. */
export class StartError extends Error {
  constructor(
    readonly reason: string,
    message: string,
    readonly retryMs: number,
    /** What is left of a container that was created, but could not be started. */
    readonly record?: ContainerRecord,
  ) {
    super(message);
  }
}

/** How long a container that could not be created is left alone (kubelet `backOffPeriod`). */
const retryMs = 10_000;

export interface StartInput {
  readonly context: KubeletContext;
  readonly pod: Pod;
  readonly container: Container;
  readonly attempt: number;
  readonly volumes: PodVolumes;
  readonly place: PodPlace;
  readonly pullSecrets: readonly Secret[];
  /** A container that ran before this process did: it goes on, and nobody is told. */
  readonly adopted?: { readonly id: string; readonly startedAt: Date };
}

type Warn = (reason: string, message: string, record?: ContainerRecord) => StartError;

/** Pulls, creates and starts a container and tells so; throws StartError (kuberuntime `startContainer`). */
export async function startContainer(input: StartInput): Promise<ContainerRecord> {
  const { context, pod, container } = input;
  const image = pulled(input);
  const warn: Warn = (reason, message, record) => {
    context.events.container(pod, container, 'Warning', 'Failed', `Error: ${message}`);
    return new StartError(reason, message, retryMs, record);
  };
  const configured = await configure(input, image).catch((error) => {
    throw warn(
      'CreateContainerConfigError',
      error instanceof Error ? error.message : String(error),
    );
  });
  const { command, args } = configured;
  if (command.length + args.length === 0) {
    const why = `failed to generate container ${JSON.stringify(newId())} spec: failed to generate spec: no command specified`;
    throw warn('CreateContainerError', `rpc error: code = Unknown desc = ${why}`);
  }
  if (!input.adopted) tell(input, 'Created', 'Container created');
  const record = run(input, image, configured, warn);
  if (!input.adopted) tell(input, 'Started', 'Container started');
  return record;
}

function tell({ context, pod, container }: StartInput, reason: string, message: string): void {
  context.events.container(pod, container, 'Normal', reason, message);
}

function pulled({ context, pod, container, pullSecrets, adopted }: StartInput): PulledImage {
  try {
    if (adopted) return context.images.adopt(container.image, pullSecrets);
    return context.images.ensure(pod, container, pullSecrets);
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    context.events.container(pod, container, 'Warning', 'Failed', `Error: ${error.reason}`);
    throw new StartError(error.reason, error.message, error.retryMs);
  }
}

type Configured = Awaited<ReturnType<typeof configure>>;

/** The errors are the messages of CreateContainerConfigError. */
async function configure(input: StartInput, { image }: PulledImage) {
  const { context, pod, container, place } = input;
  const { objects, node } = context;
  const { allocatable } = node;
  const environment = await containerEnvironment({
    pod,
    container,
    place,
    services: context.client.informer(services).list(),
    objects,
    allocatable,
  });
  const securityContext = effectiveSecurityContext(pod, container, { user: imageUser(image.user) });
  verifyRunAsNonRoot(pod, container, securityContext);
  const expanded = (texts: readonly string[]) =>
    texts.map((text) => expand(text, (name) => environment.get(name)));
  const { command, args } = container;
  const hasCommand = command !== undefined && command.length > 0;
  const hasArgs = args !== undefined && args.length > 0;
  const imageArgs = hasCommand ? [] : (image.cmd ?? []);
  return {
    command: hasCommand ? expanded(command) : (image.entrypoint ?? []),
    args: hasArgs ? expanded(args) : imageArgs,
    env: new Map([...Object.entries(image.env ?? {}), ...environment]),
    mounts: input.volumes.mountsOf(container, environment),
    securityContext,
  };
}

function run(
  input: StartInput,
  pulledImage: PulledImage,
  configured: Configured,
  warn: Warn,
): ContainerRecord {
  const { context, pod, container, place, attempt, adopted } = input;
  const { clock, runtime } = context;
  const { name = '', namespace = '', uid = '' } = pod.metadata;
  const log = new ContainerLog();
  const workingDir = container.workingDir ?? pulledImage.image.workingDir;
  const id = adopted?.id ?? newId();
  const { name: image, id: imageId } = pulledImage;
  const created = { container, id, attempt, image, imageId, log };
  try {
    const running = runtime.start({
      pod: { name, namespace, uid },
      container,
      image: pulledImage.image,
      memoryBytes: memoryBytes(container),
      ...configured,
      ...(workingDir !== undefined && { workingDir }),
      hostname: pod.spec.hostNetwork ? context.node.name : (pod.spec.hostname ?? name),
      hostNetwork: pod.spec.hostNetwork === true,
      resolvConf: resolvConf(pod, context.dns()),
      addresses: place.podIps,
      network: context.networkOf(pod, place.podIps),
      clock,
      onOutput: (stream, bytes) => log.append(stream, bytes, clock.now()),
    });
    const startedAt = adopted?.startedAt ?? clock.now();
    const { user } = running;
    const state = { startedAt, running, user, starting: false, killing: false };
    return { ...created, state: { kind: 'running', ...state } };
  } catch (error) {
    if (!(error instanceof ContainerStartError)) throw error;
    const { reason, message, exitCode } = error;
    const at = { startedAt: undefined, finishedAt: clock.now() };
    log.close();
    const record: ContainerRecord = {
      ...created,
      state: { kind: 'exited', exitCode, reason, message, ...at },
    };
    throw warn('RunContainerError', message, record);
  }
}

function memoryBytes({ resources }: Container): number | undefined {
  const limit = resources?.limits?.['memory'];
  return limit === undefined ? undefined : Number(roundedUp(parseQuantity(String(limit)), 0));
}

function newId(): string {
  return randomBytes(32).toString('hex');
}
