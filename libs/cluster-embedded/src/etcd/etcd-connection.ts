import { isIP } from 'node:net';
import {
  type Certificate,
  CertificateError,
  hostnameError,
  parseCertificateBundle,
  verifyCertificate,
} from '@drillyard/certificates';
import type { EtcdOptions } from '@drillyard/kube-apiserver';
import type { EtcdListener } from './etcd-listener.js';

/**
 * What keeps an API server from its etcd, in the words of the client's log; undefined: nothing.
 * Both sides hold the other's certificate against the authorities their flags name.
 */
export async function etcdConnectionError(
  { servers, authorities, certificate }: EtcdOptions,
  listener: EtcdListener | undefined,
  at: Date,
): Promise<string | undefined> {
  const { isSecure, host } = addressOf(servers);
  const [, hostname] = /^\[?(.*?)\]?:\d+$/.exec(host) ?? [];
  if (hostname === undefined) {
    return `transport: Error while dialing: dial tcp: address ${host}: missing port in address`;
  }
  if (listener === undefined || !listener.addresses.includes(host)) {
    return `transport: Error while dialing: dial tcp ${host}: connect: connection refused`;
  }
  if (listener.certificate === undefined) {
    return isSecure ? 'transport: authentication handshake failed: EOF' : undefined;
  }
  if (!isSecure) return 'error reading server preface: EOF';
  const refusal = await refusalOfServer(listener.certificate, hostname, authorities, at);
  if (refusal !== undefined) {
    reject(listener, 'remote error: tls: bad certificate');
    return `transport: authentication handshake failed: tls: failed to verify certificate: ${refusal}`;
  }
  const alert = await refusalOfClient(listener, certificate, at);
  return alert && `error reading server preface: remote error: tls: ${alert}`;
}

/** Of the first server: whoever writes the flag may write anything. */
export function addressOf(servers: readonly string[]): { isSecure: boolean; host: string } {
  const [, scheme, host = ''] = /^(?:(\w+):\/\/)?([^/]*)/.exec(servers[0] ?? '') ?? [];
  return { isSecure: scheme === 'https', host };
}

/** What is shown in a handshake; undefined where a certificate in it cannot be read. */
function readChain(pem: string): Certificate[] | undefined {
  try {
    return parseCertificateBundle(pem);
  } catch (error) {
    if (error instanceof CertificateError) return undefined;
    throw error;
  }
}

async function refusalOfServer(
  served: string,
  host: string,
  authorities: string | undefined,
  at: Date,
): Promise<string | undefined> {
  const [leaf, ...intermediates] = readChain(served) ?? [];
  const roots = authorities === undefined ? [] : parseCertificateBundle(authorities);
  if (leaf === undefined) return 'x509: certificate signed by unknown authority';
  const verdict = await verifyCertificate(leaf, { roots, intermediates, at, usage: 'server auth' });
  if (!verdict.isValid) return verdict.reason;
  const names = isIP(host) === 0 ? leaf.dnsNames : leaf.ipAddresses;
  return names.includes(host) ? undefined : hostnameError(host, leaf);
}

/** The alert an etcd that asks for certificates answers with (Go `crypto/tls`). */
async function refusalOfClient(
  listener: EtcdListener,
  certificate: string | undefined,
  at: Date,
): Promise<string | undefined> {
  const { clientAuthorities: roots } = listener;
  if (roots === undefined) return undefined;
  const chain = certificate === undefined ? [] : readChain(certificate);
  if (chain === undefined) {
    reject(listener, 'tls: failed to parse client certificate: x509: malformed certificate');
    return 'error decoding message';
  }
  const [leaf, ...intermediates] = chain;
  if (leaf === undefined) {
    reject(listener, "tls: client didn't provide a certificate");
    return 'certificate required';
  }
  const verdict = await verifyCertificate(leaf, { roots, intermediates, at, usage: 'client auth' });
  if (verdict.isValid) return undefined;
  reject(listener, `tls: failed to verify certificate: ${verdict.reason}`);
  if (verdict.reason.includes('unknown authority')) return 'unknown certificate authority';
  return verdict.reason.includes('expired') ? 'expired certificate' : 'bad certificate';
}

function reject({ warn }: EtcdListener, error: string): void {
  warn('rejected connection on client endpoint', {
    'remote-addr': '127.0.0.1',
    'server-name': '',
    error,
  });
}
