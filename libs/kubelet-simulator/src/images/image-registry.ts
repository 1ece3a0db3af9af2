import { createHash } from 'node:crypto';
import type { ContainerImage } from '../runtime/index.js';
import type { RegistryCredential } from './docker-config.js';
import { fullName, type ImageName, repositoryPath } from './image-name.js';

/** One repository of a registry, and what its images are. */
export interface CatalogRepository {
  /** `docker.io/library/nginx`. */
  readonly name: string;
  /** Which tags there are. */
  readonly tags: RegExp;
  readonly sizeBytes: number;
  /** The image of a tag. */
  readonly image: (tag: string) => ContainerImage;
}

export interface CatalogRegistry {
  readonly host: string;
  /** What has no entry of its own: a generic image, or nothing. */
  readonly others: (repository: string) => CatalogRepository | undefined;
  /** Who may pull; everybody where it is left out. */
  readonly credentials?: readonly { readonly username: string; readonly password: string }[];
}

/** The images there are: data, not downloads. */
export interface ImageCatalog {
  readonly registries: readonly CatalogRegistry[];
  readonly repositories: readonly CatalogRepository[];
}

/** An image as it was pulled. */
export interface PulledImage {
  /** `docker.io/library/nginx:1.27`. */
  readonly name: string;
  /** `docker.io/library/nginx@sha256:…`. */
  readonly id: string;
  readonly sizeBytes: number;
  readonly image: ContainerImage;
  /** The secret without which it could not be had; undefined for public images. */
  readonly secretUid: string | undefined;
}

/** A pull that failed, in the words of containerd. */
export class PullError extends Error {}

/** The registries a node reaches, as its container runtime pulls from them. */
export class ImageRegistries {
  constructor(private readonly catalog: ImageCatalog) {}

  /** Throws PullError. */
  pull(name: ImageName, credentials: readonly RegistryCredential[]): PulledImage {
    const registry = this.catalog.registries.find(({ host }) => host === name.registry);
    if (registry === undefined) throw unknownHost(name);
    const credential = authorized(registry, name, credentials);
    const path = repositoryPath(name);
    const repository =
      this.catalog.repositories.find((candidate) => candidate.name === path) ??
      registry.others(name.repository);
    if (repository === undefined) throw denied(name);
    const { tag = 'latest' } = name;
    if (!repository.tags.test(tag)) throw notFound(name);
    return {
      name: fullName(name),
      id: `${path}@${name.digest ?? digestOf(`${path}:${tag}`)}`,
      sizeBytes: repository.sizeBytes,
      image: repository.image(tag),
      secretUid: credential?.secretUid,
    };
  }
}

function authorized(
  { credentials: accepted, host }: CatalogRegistry,
  name: ImageName,
  offered: readonly RegistryCredential[],
): RegistryCredential | undefined {
  if (accepted === undefined) return undefined;
  const valid = offered.find(({ username, password }) =>
    accepted.some((known) => known.username === username && known.password === password),
  );
  if (valid !== undefined) return valid;
  const scope = encodeURIComponent(`repository:${name.repository}:pull`);
  const token = `https://${host}/token`;
  throw failed(
    name,
    'Unknown',
    offered.length === 0
      ? `failed to authorize: failed to fetch anonymous token: unexpected status from GET request to ${token}?scope=${scope}&service=${encodeURIComponent(host)}: 401 Unauthorized`
      : `failed to authorize: failed to fetch oauth token: unexpected status from POST request to ${token}: 401 Unauthorized`,
  );
}

function unknownHost(name: ImageName): PullError {
  const { registry, repository, tag, digest } = name;
  const [host] = registry.split(':');
  const url = `https://${registry}/v2/${repository}/manifests/${digest ?? tag}`;
  const why = `dial tcp: lookup ${host}: no such host`;
  return failed(name, 'Unknown', `failed to do request: Head "${url}": ${why}`);
}

function denied(name: ImageName): PullError {
  const why =
    'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed';
  return failed(name, 'Unknown', why);
}

function notFound(name: ImageName): PullError {
  return failed(name, 'NotFound', `${fullName(name)}: not found`);
}

function failed(name: ImageName, code: string, why: string): PullError {
  const quoted = JSON.stringify(fullName(name));
  return new PullError(
    `rpc error: code = ${code} desc = failed to pull and unpack image ${quoted}: failed to resolve reference ${quoted}: ${why}`,
  );
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
