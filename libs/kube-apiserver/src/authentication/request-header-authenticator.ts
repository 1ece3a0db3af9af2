import {
  type Certificate,
  CertificateError,
  parseCertificate,
  verifyCertificate,
} from '@drillyard/certificates';
import {
  AuthenticationError,
  type AuthenticationRequest,
  type AuthenticationResult,
  type Authenticator,
} from './authenticator.js';

/** The `--requestheader-*` flags; header names in lower case. */
export interface RequestHeaderOptions {
  /** The front proxy's own authorities: never the one of clients. */
  readonly authorities: () => readonly Certificate[];
  /** Common names of front proxies; empty is any. */
  readonly allowedNames: readonly string[];
  readonly usernameHeaders: readonly string[];
  readonly uidHeaders: readonly string[];
  readonly groupHeaders: readonly string[];
  readonly extraHeaderPrefixes: readonly string[];
  readonly now: () => Date;
}

/** kubeadm's names of the headers. */
export const kubeadmRequestHeaders = {
  allowedNames: ['front-proxy-client'],
  usernameHeaders: ['x-remote-user'],
  uidHeaders: [],
  groupHeaders: ['x-remote-group'],
  extraHeaderPrefixes: ['x-remote-extra-'],
} as const;

/** A proxy that is known by its certificate says who asks (apiserver `request/headerrequest`). */
export class RequestHeaderAuthenticator implements Authenticator {
  constructor(private readonly options: RequestHeaderOptions) {}

  async authenticate(request: AuthenticationRequest): Promise<AuthenticationResult | undefined> {
    const { usernameHeaders, uidHeaders, groupHeaders } = this.options;
    const all = pairs(request);
    const valuesOf = (names: readonly string[]) =>
      names.flatMap((name) => all.filter(([key, value]) => key === name && value !== ''));
    const [name] = valuesOf(usernameHeaders);
    if (request.clientCertificates.length === 0 || name === undefined) return undefined;
    await this.checkProxy(request.clientCertificates);
    const [uid] = valuesOf(uidHeaders);
    const extra = this.extraOf(all);
    return {
      user: {
        name: name[1],
        ...(uid && { uid: uid[1] }),
        groups: valuesOf(groupHeaders).map(([, value]) => value),
        ...(Object.keys(extra).length > 0 && { extra }),
      },
    };
  }

  private async checkProxy(clientCertificates: readonly Uint8Array[]): Promise<void> {
    const { authorities, allowedNames, now } = this.options;
    const [leaf, ...intermediates] = clientCertificates.map(parsePresented);
    if (leaf === undefined) return;
    const verdict = await verifyCertificate(leaf, {
      roots: authorities(),
      intermediates,
      at: now(),
      usage: 'client auth',
    });
    if (!verdict.isValid) throw new AuthenticationError(verdict.reason);
    const { commonName } = leaf.subject;
    if (allowedNames.length > 0 && !allowedNames.includes(commonName)) {
      throw new AuthenticationError(
        `x509: subject with cn=${commonName} is not in the allowed list`,
      );
    }
  }

  private extraOf(all: readonly [string, string][]): Record<string, string[]> {
    const extra: Record<string, string[]> = {};
    for (const prefix of this.options.extraHeaderPrefixes) {
      for (const [key, value] of all) {
        if (!key.startsWith(prefix)) continue;
        const name = unescapeKey(key.slice(prefix.length));
        extra[name] = [...(extra[name] ?? []), value];
      }
    }
    return extra;
  }
}

/** Names in lower case with their values, repeated ones apart. */
function pairs({ headers, rawHeaders }: AuthenticationRequest): [string, string][] {
  if (rawHeaders === undefined) {
    return Object.entries(headers).map(([name, value]) => [name, String(value)]);
  }
  return rawHeaders.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? '']] : [],
  );
}

function unescapeKey(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

function parsePresented(der: Uint8Array): Certificate {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof CertificateError) throw new AuthenticationError(error.message);
    throw error;
  }
}
