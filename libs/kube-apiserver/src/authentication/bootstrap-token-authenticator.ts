import { timingSafeEqual } from 'node:crypto';
import type { KubeObject } from '@drillyard/kube-objects';
import type { ObjectReader } from '../storage/object-reader.js';
import type { AuthenticationResult, TokenAuthenticator } from './authenticator.js';

const defaultGroup = 'system:bootstrappers';
const groupPattern = /^system:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]$/;
const tokenPattern = /^([a-z0-9]{6})\.([a-z0-9]{16})$/;

export interface BootstrapTokenAuthenticatorOptions {
  readonly reader: ObjectReader;
  readonly apiAudiences: readonly string[];
  readonly now: () => Date;
}

/**
 * Tokens nodes join with: `id.secret`, each in a Secret of kube-system (upstream
 * `plugin/pkg/auth/authenticator/token/bootstrap`).
 */
export class BootstrapTokenAuthenticator implements TokenAuthenticator {
  constructor(private readonly options: BootstrapTokenAuthenticatorOptions) {}

  async authenticateToken(
    token: string,
    audiences: readonly string[] = this.options.apiAudiences,
  ): Promise<AuthenticationResult | undefined> {
    const [, id, secret] = tokenPattern.exec(token) ?? [];
    const shared = audiences.filter((audience) => this.options.apiAudiences.includes(audience));
    if (id === undefined || secret === undefined || shared.length === 0) return undefined;
    const secrets = { group: '', resource: 'secrets' };
    const found = this.options.reader.get(secrets, 'kube-system', `bootstrap-token-${id}`);
    const groups = found && this.accept(found, id, secret);
    return groups && { user: { name: `system:bootstrap:${id}`, groups }, audiences: shared };
  }

  /** The groups of who bears the token, or undefined where its Secret does not let it. */
  private accept(found: KubeObject, id: string, secret: string): readonly string[] | undefined {
    const data = decode(found);
    const expiry = data['expiration'] ? Date.parse(data['expiration']) : Number.POSITIVE_INFINITY;
    const isGood =
      found['type'] === 'bootstrap.kubernetes.io/token' &&
      found.metadata.deletionTimestamp === undefined &&
      isSame(data['token-secret'] ?? '', secret) &&
      data['token-id'] === id &&
      // A date that cannot be read has passed.
      this.options.now().getTime() < expiry &&
      data['usage-bootstrap-authentication'] === 'true';
    if (!isGood) return undefined;
    const extra = data['auth-extra-groups']?.split(',') ?? [];
    if (data['auth-extra-groups'] === '') return [defaultGroup];
    if (!extra.every((group) => groupPattern.test(group))) return undefined;
    return [...new Set([...extra, defaultGroup])].sort();
  }
}

function decode(secret: KubeObject): Partial<Record<string, string>> {
  const data = (secret['data'] ?? {}) as Readonly<Record<string, string>>;
  const entries = Object.entries(data);
  return Object.fromEntries(entries.map(([k, v]) => [k, Buffer.from(v, 'base64').toString()]));
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
