/** An image reference taken apart, with what Docker's conventions add to it. */
export interface ImageName {
  /** Such as `docker.io`. */
  readonly registry: string;
  /** Such as `library/nginx`. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const host =
  '(?:localhost|(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?\\.)+[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?|[a-zA-Z0-9-]+(?=:[0-9]))(?::[0-9]+)?';
const reference = new RegExp(
  `^(?:(${host})/)?(${component}(?:/${component})*)(?::([\\w][\\w.-]{0,127}))?(?:@([A-Za-z][A-Za-z0-9]*:[0-9a-fA-F]{32,}))?$`,
);

/** Reads a reference (distribution `reference.ParseNormalizedNamed`); the error is its text. */
export function parseImageName(text: string): ImageName {
  const match = reference.exec(text);
  if (match === null) {
    const path = text.split('@')[0]?.replace(/:[^/:]*$/, '') ?? '';
    if (path !== path.toLowerCase() && reference.test(text.toLowerCase())) {
      throw new Error(
        `couldn't parse image name ${JSON.stringify(text)}: invalid reference format: repository name (${path}) must be lowercase`,
      );
    }
    throw new Error(`couldn't parse image name ${JSON.stringify(text)}: invalid reference format`);
  }
  const [, registry = 'docker.io', path = '', tag, digest] = match;
  const isOfficial = registry === 'docker.io' && !path.includes('/');
  return {
    registry,
    repository: isOfficial ? `library/${path}` : path,
    tag: tag ?? (digest === undefined ? 'latest' : undefined),
    digest,
  };
}

/** `docker.io/library/nginx`. */
export function repositoryPath({ registry, repository }: ImageName): string {
  return `${registry}/${repository}`;
}

/** With registry and tag, as a runtime calls it: `docker.io/library/nginx:1.27`. */
export function fullName(name: ImageName): string {
  const { tag, digest } = name;
  const suffix = digest === undefined ? `:${tag}` : `@${digest}`;
  return repositoryPath(name) + suffix;
}
