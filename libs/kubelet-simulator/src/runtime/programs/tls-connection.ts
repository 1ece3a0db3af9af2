import { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import type { PortConnection } from '@drillyard/cluster';

/** TLS over a connection of a container, with the real handshake and the real verdict on it. */
export async function secured(
  raw: PortConnection,
  host: string,
  { ca, insecure }: { readonly ca: Buffer | undefined; readonly insecure: boolean },
): Promise<PortConnection> {
  const duplex = new Duplex({
    read: () => undefined,
    write: (bytes: Buffer, _, done) => void raw.write(bytes).then(() => done(), done),
    final: (done) => {
      raw.endInput();
      done();
    },
  });
  const pump = (async () => {
    for await (const bytes of raw.output) duplex.push(bytes);
    duplex.push(null);
  })();
  pump.catch((error) => duplex.destroy(error));
  const isName = /[a-z]/i.test(host) && !host.includes(':');
  const socket = connect({
    socket: duplex,
    rejectUnauthorized: !insecure,
    ...(isName && { servername: host }),
    ...(ca && { ca }),
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', resolve);
    socket.once('error', reject);
  });
  return {
    output: socket,
    write: (bytes) =>
      new Promise((resolve, reject) =>
        socket.write(bytes, (error) => (error ? reject(error) : resolve())),
      ),
    endInput: () => void socket.end(),
    close: () => {
      socket.destroy();
      raw.close();
    },
  };
}
