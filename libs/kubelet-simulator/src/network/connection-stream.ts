import { Duplex } from 'node:stream';
import type { PortConnection } from '@drillyard/cluster';

/** A connection as a stream, for what speaks TLS or HTTP over one. */
export function connectionStream(connection: PortConnection): Duplex {
  const output = connection.output[Symbol.asyncIterator]();
  const stream = new Duplex({
    read() {
      output.next().then(
        ({ done, value }) => void this.push(done ? null : value),
        (error) => this.destroy(error),
      );
    },
    write(bytes: Buffer, _encoding, done) {
      connection.write(bytes).then(() => done(), done);
    },
    final(done) {
      connection.endInput();
      done();
    },
    destroy(error, done) {
      connection.close();
      done(error);
    },
  });
  // Whoever uses it listens to errors; one that nobody uses any more has nobody to tell.
  stream.on('error', () => undefined);
  return stream;
}

/** A stream as a connection: the other way round. */
export function streamConnection(stream: Duplex): PortConnection {
  stream.on('error', () => undefined);
  return {
    output: stream,
    write: (bytes) =>
      new Promise((resolve, reject) => {
        stream.write(bytes, (error) => (error ? reject(error) : resolve()));
      }),
    endInput: () => void stream.end(),
    close: () => void stream.destroy(),
  };
}
