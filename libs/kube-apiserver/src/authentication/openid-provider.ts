import { get } from 'node:https';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Dial } from '../dialing/dial.js';
import { dialingAgent } from '../dialing/dialing-agent.js';
import { asTlsRefusal } from '../dialing/tls-refusal.js';
import { AuthenticationError } from './authenticator.js';

/** A provider's documents are small: one that sends more is broken or hostile. */
const documentBytesMax = 1024 * 1024;
const timeoutMs = 30_000;
/** How often a provider may be asked because of a token: whoever sends tokens does not decide it. */
const refreshIntervalMs = 10_000;

export interface OpenidProviderOptions {
  readonly url: string;
  readonly discoveryUrl?: string | undefined;
  /** PEM; the system's authorities where it is left out. */
  readonly certificateAuthority?: string | undefined;
  readonly now: () => Date;
  readonly dial: Dial;
}

/** The keys of an OpenID Connect provider, found by its metadata and read again when they change. */
export class OpenidProvider {
  private keys: JWTVerifyGetKey | undefined;
  private askedMs = Number.NEGATIVE_INFINITY;
  private asking: Promise<void> | undefined;

  constructor(private readonly options: OpenidProviderOptions) {}

  /** For `jwtVerify`: the key of a token, with a new look at the provider where none fits. */
  readonly keyOf: JWTVerifyGetKey = async (header, token) => {
    await this.refresh(this.keys === undefined);
    if (this.keys === undefined)
      throw new AuthenticationError('oidc: authenticator not initialized');
    try {
      return await this.keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await this.refresh(true);
      return this.keys(header, token);
    }
  };

  private async refresh(isWanted: boolean): Promise<void> {
    const nowMs = this.options.now().getTime();
    if (isWanted && this.asking === undefined && nowMs - this.askedMs >= refreshIntervalMs) {
      this.askedMs = nowMs;
      this.asking = this.load().finally(() => {
        this.asking = undefined;
      });
    }
    await this.asking;
  }

  private async load(): Promise<void> {
    const { url, discoveryUrl } = this.options;
    const metadata = await this.fetchJson(
      discoveryUrl ?? `${url.replace(/\/$/, '')}/.well-known/openid-configuration`,
    );
    if (metadata['issuer'] !== url) {
      throw new AuthenticationError(
        `oidc: issuer URL provided to client (${JSON.stringify(url)}) did not match the issuer URL returned by provider (${JSON.stringify(metadata['issuer'])})`,
      );
    }
    const { jwks_uri: keysUrl } = metadata;
    const keys = await this.fetchJson(typeof keysUrl === 'string' ? keysUrl : '');
    try {
      // The library checks what it is given.
      this.keys = createLocalJWKSet(keys as unknown as JSONWebKeySet);
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      throw new AuthenticationError(`oidc: failed to decode keys: ${error.message}`);
    }
  }

  private fetchJson(url: string): Promise<Readonly<Record<string, unknown>>> {
    if (!url.startsWith('https://') || !URL.canParse(url)) {
      throw new AuthenticationError(`oidc: ${JSON.stringify(url)} is no https URL`);
    }
    const { certificateAuthority: ca, dial } = this.options;
    const agent = dialingAgent(dial, new URL(url), ca ? { ca } : {});
    return new Promise((resolve, reject) => {
      const refuse = (why: string) => reject(new AuthenticationError(`oidc: Get "${url}": ${why}`));
      const outgoing = get(url, { agent }, async (incoming) => {
        try {
          let text = '';
          for await (const chunk of incoming.setEncoding('utf8')) {
            text += chunk;
            if (text.length > documentBytesMax) throw new Error('the document is too long');
          }
          if (incoming.statusCode !== 200) throw new Error(`status ${incoming.statusCode}`);
          resolve(Object(JSON.parse(text)));
        } catch (error) {
          refuse(error instanceof Error ? error.message : String(error));
        }
      });
      const late = () => outgoing.destroy(new Error('context deadline exceeded'));
      const deadline = setTimeout(late, timeoutMs).unref();
      outgoing.on('close', () => clearTimeout(deadline));
      outgoing.on('error', (error) => refuse(asTlsRefusal(error).message));
    });
  }
}
