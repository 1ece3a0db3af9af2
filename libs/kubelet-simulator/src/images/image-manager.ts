import type { Clock } from '@drillyard/cluster';
import type { Secret } from '../api/objects.js';
import type { Container, Pod } from '../api/pod.js';
import type { BackOff } from '../back-off.js';
import type { KubeletEvents } from '../kubelet-events.js';
import { credentialsFor, type RegistryCredential } from './docker-config.js';
import { fullName, type ImageName, parseImageName, repositoryPath } from './image-name.js';
import { type ImageRegistries, PullError, type PulledImage } from './image-registry.js';

/** Images a node keeps; the one unused for longest goes, as kubelets collect garbage. */
const imagesMax = 256;
/** The speed at which pulls are said to go: nothing is waited for, so that learners need not. */
const bytesPerMs = 100_000;

/** Why there is no image: the reason of a `waiting` state and its message. */
export class ImageError extends Error {
  constructor(
    readonly reason: string,
    message: string,
    /** When it is worth asking again, in milliseconds. */
    readonly retryMs: number,
  ) {
    super(message);
  }
}

interface StoredImage extends PulledImage {
  /** Secrets that gave access to it (KEP-2535); everybody has it where it is public. */
  readonly secretUids: Set<string>;
}

export interface ImageManagerOptions {
  readonly registries: ImageRegistries;
  readonly backOff: BackOff;
  readonly events: KubeletEvents;
  readonly clock: Clock;
}

/** An image that could not be pulled waits at least this long: the second look tells of the back-off. */
const secondLookMs = 1_000;

/** The images of a node, and how pods come by them (kubelet `images/image_manager.go`). */
export class ImageManager {
  private readonly stored = new Map<string, StoredImage>();
  private readonly failures = new Map<string, string>();

  constructor(private readonly options: ImageManagerOptions) {}

  get images(): Iterable<PulledImage> {
    return this.stored.values();
  }

  /** Throws ImageError, and tells events as it goes. */
  ensure(pod: Pod, container: Container, secrets: readonly Secret[]): PulledImage {
    const { events } = this.options;
    const { image, imagePullPolicy } = container;
    const name = this.parse(pod, container);
    const credentials = credentialsFor(secrets, repositoryPath(name));
    const present = this.stored.get(fullName(name));
    const accessible = present !== undefined && isAccessible(present, credentials);
    if (imagePullPolicy === 'Never' && !accessible) {
      const message = `Container image ${JSON.stringify(image)} is not present with pull policy of Never`;
      events.container(pod, container, 'Warning', 'ErrImageNeverPull', message);
      throw new ImageError('ErrImageNeverPull', message, 10_000);
    }
    if (imagePullPolicy !== 'Always' && accessible) {
      const message = `Container image ${JSON.stringify(image)} already present on machine and can be accessed by the pod`;
      events.container(pod, container, 'Normal', 'Pulled', message);
      return present;
    }
    return this.pull(pod, container, name, credentials);
  }

  /** As {@link ensure} for what ran before: tells nobody, and asks no registry for permission. */
  adopt(image: string, secrets: readonly Secret[]): PulledImage {
    const name = parseImageName(image);
    const present = this.stored.get(fullName(name));
    if (present !== undefined) return present;
    const credentials = credentialsFor(secrets, repositoryPath(name));
    return this.store(this.options.registries.pull(name, credentials));
  }

  private parse(pod: Pod, container: Container): ImageName {
    try {
      return parseImageName(container.image);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const message = `Failed to apply default image tag ${JSON.stringify(container.image)}: ${why}`;
      this.options.events.container(pod, container, 'Warning', 'InspectFailed', message);
      throw new ImageError('InvalidImageName', message, 10_000);
    }
  }

  private pull(
    pod: Pod,
    container: Container,
    name: ImageName,
    credentials: readonly RegistryCredential[],
  ): PulledImage {
    const { backOff, events, registries } = this.options;
    const image = JSON.stringify(container.image);
    const key = `${pod.metadata.uid}_${container.image}`;
    const waitMs = backOff.remainingMs(key);
    if (waitMs > 0) {
      const message = `Back-off pulling image ${image}`;
      events.container(pod, container, 'Normal', 'BackOff', message);
      const before = this.failures.get(key);
      const full = before === undefined ? message : `${message}: ${before}`;
      throw new ImageError('ImagePullBackOff', full, waitMs);
    }
    this.failures.delete(key);
    events.container(pod, container, 'Normal', 'Pulling', `Pulling image ${image}`);
    try {
      const pulled = this.store(registries.pull(name, credentials));
      const took = `${Math.ceil(pulled.sizeBytes / bytesPerMs)}ms`;
      const message = `Successfully pulled image ${image} in ${took} (${took} including waiting). Image size: ${pulled.sizeBytes} bytes.`;
      events.container(pod, container, 'Normal', 'Pulled', message);
      return pulled;
    } catch (error) {
      if (!(error instanceof PullError)) throw error;
      const message = `Failed to pull image ${image}: ${error.message}`;
      events.container(pod, container, 'Warning', 'Failed', message);
      backOff.next(key);
      this.failures.set(key, `ErrImagePull: ${error.message}`);
      throw new ImageError('ErrImagePull', error.message, secondLookMs);
    }
  }

  private store(pulled: PulledImage): StoredImage {
    const before = this.stored.get(pulled.name);
    const secretUids = before?.secretUids ?? new Set();
    if (pulled.secretUid !== undefined) secretUids.add(pulled.secretUid);
    // The same content is the same layers: the root of an image is made once.
    const image = before?.id === pulled.id ? before.image : pulled.image;
    const stored = { ...pulled, image, secretUids };
    this.stored.delete(pulled.name);
    this.stored.set(pulled.name, stored);
    const [oldest] = this.stored.keys();
    if (this.stored.size > imagesMax && oldest !== undefined) this.stored.delete(oldest);
    return stored;
  }
}

function isAccessible(image: StoredImage, credentials: readonly RegistryCredential[]): boolean {
  if (image.secretUid === undefined) return true;
  return credentials.some(({ secretUid }) => image.secretUids.has(secretUid));
}
