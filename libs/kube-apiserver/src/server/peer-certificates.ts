import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import { type DetailedPeerCertificate, TLSSocket } from 'node:tls';

/** Longer chains are none of ours: kubeadm's have two links. */
const chainLengthMax = 8;

const known = new WeakMap<TLSSocket, readonly Uint8Array[]>();

/** The certificates the client showed in the handshake, leaf first, DER; read once a connection. */
export function peerCertificates(
  request: IncomingMessage | Http2ServerRequest,
): readonly Uint8Array[] {
  const socket = 'stream' in request ? request.stream.session?.socket : request.socket;
  if (!(socket instanceof TLSSocket)) return [];
  const before = known.get(socket);
  if (before !== undefined) return before;
  const chain = readChain(socket);
  known.set(socket, chain);
  return chain;
}

function readChain(socket: TLSSocket): Uint8Array[] {
  const chain: Uint8Array[] = [];
  let certificate: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  while (certificate?.raw !== undefined && chain.length < chainLengthMax) {
    chain.push(certificate.raw);
    const issuer: DetailedPeerCertificate | undefined = certificate.issuerCertificate;
    certificate = issuer === certificate ? undefined : issuer;
  }
  return chain;
}
