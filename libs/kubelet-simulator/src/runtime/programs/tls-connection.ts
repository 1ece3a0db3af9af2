import { connect } from 'node:tls';
import type { PortConnection } from '@drillyard/cluster';
import { connectionStream, streamConnection } from '../../network/connection-stream.js';

/** TLS over a connection of a container, with the real handshake and the real verdict on it. */
export async function secured(
  raw: PortConnection,
  host: string,
  { ca, insecure }: { readonly ca: Buffer | undefined; readonly insecure: boolean },
): Promise<PortConnection> {
  const duplex = connectionStream(raw);
  const isName = /[a-z]/i.test(host) && !host.includes(':');
  const socket = connect({
    socket: duplex,
    rejectUnauthorized: !insecure,
    // The certificate has to be for the address where there is no name.
    ...(isName ? { servername: host } : { host }),
    ...(ca && { ca }),
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', resolve);
    // For good: what fails later fails whoever reads or writes then.
    socket.on('error', reject);
  });
  const connection = streamConnection(socket);
  return {
    ...connection,
    close: () => {
      connection.close();
      raw.close();
    },
  };
}
