import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { parse, serialize } from 'cookie';
import type { AppConfig } from '../config/app-config.js';

/** A month: whoever learns every week stays signed in. */
export const loginLifetimeMs = 30 * 24 * 60 * 60 * 1000;

/** The cookie that signs a browser in. The server keeps its hash only. */
export class LoginCookie {
  readonly #name: string;
  readonly #isSecure: boolean;

  /** Browsers keep one jar for all ports of a host, so the name tells data folders apart. */
  constructor(config: Pick<AppConfig, 'publicUrl'>, hostId: string) {
    this.#isSecure = config.publicUrl?.startsWith('https:') ?? false;
    this.#name = this.#isSecure ? '__Host-drillyard' : `drillyard-${hostId.slice(0, 8)}`;
  }

  static newValue(): string {
    return randomBytes(32).toString('base64url');
  }

  static hashOf(value: string): string {
    return createHash('sha256').update(value).digest('hex');
  }

  /** The value that a request carries. */
  read(request: IncomingMessage): string | undefined {
    return parse(request.headers.cookie ?? '')[this.#name];
  }

  toHeader(value: string): string {
    return serialize(this.#name, value, { ...this.#attributes(), maxAge: loginLifetimeMs / 1000 });
  }

  /** Makes the browser forget it. */
  toClearingHeader(): string {
    return serialize(this.#name, '', { ...this.#attributes(), maxAge: 0 });
  }

  #attributes() {
    return { httpOnly: true, sameSite: 'strict', path: '/', secure: this.#isSecure } as const;
  }
}
