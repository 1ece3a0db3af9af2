import { connect, type DetailedPeerCertificate } from 'node:tls';
import { unreachable } from './unreachable.js';

/** Longer than a handshake takes with a server that is there. */
const handshakeLimitMs = 10_000;
/** Certificates of a chain: more than any public authority sends. */
const chainLengthMax = 10;

/**
 * The certificates a TLS server shows a client that asks for no name, PEM, its own first; whether
 * anybody would trust them is not asked. @throws OperationalError CLUSTER_UNREACHABLE.
 */
export async function servedCertificates(server: string): Promise<string> {
  const { hostname, port } = new URL(server);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const socket = connect({ host, port: Number(port || 443), rejectUnauthorized: false });
  socket.setTimeout(handshakeLimitMs, () => socket.destroy(new Error('it did not answer in time')));
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve);
      socket.once('error', reject);
    });
    return chainOf(socket.getPeerCertificate(true)).map(toPem).join('');
  } catch (cause) {
    throw unreachable(server, cause);
  } finally {
    socket.destroy();
  }
}

/** One that is its own issuer ends the chain. */
function chainOf(leaf: DetailedPeerCertificate): Buffer[] {
  const chain: Buffer[] = [];
  let next: DetailedPeerCertificate | undefined = leaf;
  while (next?.raw !== undefined && chain.length < chainLengthMax) {
    chain.push(next.raw);
    const issuer: DetailedPeerCertificate = next.issuerCertificate;
    next = issuer === next ? undefined : issuer;
  }
  return chain;
}

function toPem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
