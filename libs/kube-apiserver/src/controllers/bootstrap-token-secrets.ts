import type { KubeObject } from '@drillyard/kube-objects';

export const secrets = { group: '', version: 'v1', resource: 'secrets' };
export const tokenNamespace = 'kube-system';

const bootstrapTokenType = 'bootstrap.kubernetes.io/token';
const namePattern = /^bootstrap-token-([a-z0-9]{6})$/;

export function isBootstrapToken({ metadata, ...secret }: KubeObject): boolean {
  return metadata.namespace === tokenNamespace && secret['type'] === bootstrapTokenType;
}

/** Milliseconds until a token is no longer good: Infinity where it has no end, 0 where it has passed. */
export function remainingMs(secret: KubeObject, now: Date): number {
  const expiration = textOf(secret, 'expiration');
  if (expiration === '') return Number.POSITIVE_INFINITY;
  const at = Date.parse(expiration);
  // A date that cannot be read has passed.
  return Number.isNaN(at) ? 0 : Math.max(0, at - now.getTime());
}

export interface SigningToken {
  readonly id: string;
  readonly secret: string;
}

/** The token of a Secret, where it may sign and is still good (upstream `validateSecretForSigning`). */
export function signingToken(secret: KubeObject, now: Date): SigningToken | undefined {
  const [, nameId] = namePattern.exec(secret.metadata.name ?? '') ?? [];
  const id = textOf(secret, 'token-id');
  const token = textOf(secret, 'token-secret');
  const isGood =
    isBootstrapToken(secret) &&
    id !== '' &&
    id === nameId &&
    token !== '' &&
    remainingMs(secret, now) > 0 &&
    textOf(secret, 'usage-bootstrap-signing') === 'true';
  return isGood ? { id, secret: token } : undefined;
}

function textOf(secret: KubeObject, key: string): string {
  const data = (secret['data'] ?? {}) as Readonly<Record<string, string>>;
  return Buffer.from(data[key] ?? '', 'base64').toString();
}
