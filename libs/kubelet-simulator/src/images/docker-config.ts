import type { Secret } from '../api/objects.js';

/** Name and password for a registry, and the secret they come from. */
export interface RegistryCredential {
  readonly username: string;
  readonly password: string;
  readonly secretUid: string;
}

interface Entry {
  readonly username?: string;
  readonly password?: string;
  /** `name:password` in base64. */
  readonly auth?: string;
}

/** What pull secrets say of a repository, the most particular first (`credentialprovider` keyring). */
export function credentialsFor(
  secrets: readonly Secret[],
  repository: string,
): readonly RegistryCredential[] {
  const found = secrets.flatMap((secret) => {
    return Object.entries(entriesOf(secret)).flatMap(([key, entry]) => {
      const server = normalized(key);
      const credential = asCredential(entry, secret.metadata.uid ?? '');
      return credential !== undefined && matches(server, repository)
        ? [{ server, credential }]
        : [];
    });
  });
  found.sort((a, b) => b.server.length - a.server.length);
  return found.map(({ credential }) => credential);
}

/** Of both formats; a secret that cannot be read has none. */
function entriesOf({ type, data = {} }: Secret): Readonly<Record<string, Entry>> {
  try {
    if (type === 'kubernetes.io/dockerconfigjson') {
      return JSON.parse(decode(data['.dockerconfigjson'])).auths ?? {};
    }
    return type === 'kubernetes.io/dockercfg' ? JSON.parse(decode(data['.dockercfg'])) : {};
  } catch {
    return {};
  }
}

function asCredential(entry: Entry, secretUid: string): RegistryCredential | undefined {
  const [name = '', ...rest] = decode(entry.auth).split(':');
  const username = name !== '' ? name : entry.username;
  const password = name !== '' ? rest.join(':') : entry.password;
  return username === undefined ? undefined : { username, password: password ?? '', secretUid };
}

/** `https://index.docker.io/v1/` and the like, as hosts and paths are compared. */
function normalized(server: string): string {
  const plain = server
    .replace(/^https?:\/\//, '')
    .replace(/\/v[12]\/?$/, '')
    .replace(/\/$/, '');
  return plain.replace(/^(index|registry-1)\.docker\.io/, 'docker.io');
}

/** A host may have `*` for parts of its name; a path counts with everything below it. */
function matches(server: string, repository: string): boolean {
  const [host = '', ...path] = server.split('/');
  const [actual = '', ...rest] = repository.split('/');
  const pattern = host.split('*').map((part) => part.replace(/[.:]/g, '\\$&'));
  if (!new RegExp(`^${pattern.join('[^.]*')}$`).test(actual)) return false;
  return `${rest.join('/')}/`.startsWith(path.length === 0 ? '' : path.join('/'));
}

function decode(text = ''): string {
  return Buffer.from(text, 'base64').toString();
}
