import { Writable } from 'node:stream';
import type { HttpResponse } from '../endpoints/exchange.js';

/** An answer under way as a stream: a write is done when the connection has taken it. */
export function responseWritable(response: HttpResponse): Writable {
  const writable = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (response.write(chunk)) done();
      else response.onDrain(done);
    },
    final(done) {
      response.end();
      done();
    },
  });
  writable.on('error', () => undefined);
  response.onClose(() => writable.destroy());
  return writable;
}
