import { UserError } from '@drillyard/errors';

/**
 * The node images that kind's releases name as their default
 * (kind `pkg/apis/config/defaults/image.go` of v0.29.0 to v0.32.0), by Kubernetes minor.
 */
const releasedImages: Readonly<Record<string, string>> = {
  '1.33':
    'kindest/node:v1.33.1@sha256:050072256b9a903bd914c0b2866828150cb229cea0efe5892e2b644d5dd3b34f',
  '1.34':
    'kindest/node:v1.34.0@sha256:7416a61b42b1662ca6ca89f02028ac133a309a2a30ba309614e8ec94d976dc5a',
  '1.35':
    'kindest/node:v1.35.0@sha256:452d707d4862f52530247495d180205e029056831160e22870e37e3f6c1ac31f',
  '1.36':
    'kindest/node:v1.36.1@sha256:3489c7674813ba5d8b1a9977baea8a6e553784dab7b84759d1014dbd78f7ebd5',
};

/** The minor a cluster has when a lab asks for none: the one the embedded clusters have, too. */
export const defaultMinor = '1.36';

/** An image by tag and digest: what is pulled is what was tested. */
const pinned = /^[\w./:-]+:v(\d+\.\d+)\.[\w.-]+@sha256:[0-9a-f]{64}$/;

/** The image of nodes for each Kubernetes minor this server runs. */
export class NodeImages {
  readonly #images: ReadonlyMap<string, string>;

  /**
   * @param own images in place of kind's or besides them, such as one that holds a lab's images.
   * @throws UserError NODE_IMAGE_INVALID where one has no version in its tag or no digest.
   */
  constructor(own: readonly string[] = []) {
    const images = new Map(Object.entries(releasedImages));
    for (const image of own) images.set(minorOf(image), image);
    this.#images = images;
  }

  get minors(): readonly string[] {
    return [...this.#images.keys()];
  }

  /** @throws UserError KUBERNETES_VERSION_UNAVAILABLE naming those there are. */
  imageFor(minor: string = defaultMinor): string {
    const image = this.#images.get(minor);
    if (image !== undefined) return image;
    throw new UserError(
      'KUBERNETES_VERSION_UNAVAILABLE',
      `There is no node image for Kubernetes ${minor}. There are some for ${this.minors.join(', ')}; name another with DRILLYARD_KIND_NODE_IMAGE.`,
    );
  }
}

function minorOf(image: string): string {
  const minor = pinned.exec(image)?.[1];
  if (minor !== undefined) return minor;
  throw new UserError(
    'NODE_IMAGE_INVALID',
    `"${image}" is no image of a node by tag and digest, such as ${releasedImages[defaultMinor]}. "docker images --digests" shows the digest.`,
  );
}
