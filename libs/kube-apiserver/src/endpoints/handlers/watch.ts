import { type ObjectEvent, watchObjects } from '../../registry/generic/watch-objects.js';
import { readListOptions } from '../list-options.js';
import { negotiateOutput, offers } from '../media-type.js';
import type { RequestScope } from '../request-scope.js';
import { readIncludeObject } from '../transform-object.js';
import { WatchEncoder } from './watch-encoder.js';
import { WatchStream } from './watch-stream.js';

/** GET with `watch=true`: one JSON line per event until the time is up or the client leaves. */
export async function watchResource(scope: RequestScope): Promise<void> {
  const { exchange, store, server } = scope;
  const output = negotiateOutput(exchange.header('accept'), offers.watch);
  const encoder = new WatchEncoder(scope, output, readIncludeObject(scope));
  const options = readListOptions(exchange, true);
  const { namespace } = exchange.requestInfo;
  const initial: ObjectEvent[] = [];
  let emit = (event: ObjectEvent): unknown => initial.push(event);
  // What this may throw is still an ordinary answer: nothing has been written.
  const stop = watchObjects(store, scope.resource.namespaced ? namespace : '', options, (event) =>
    emit(event),
  );
  await new Promise<void>((resolve) => {
    const resourceVersion = () => server.storage.resourceVersion;
    const stream = new WatchStream(exchange, options, encoder, resourceVersion, initial);
    exchange.response.onClose(() => {
      stop();
      stream.close();
      resolve();
    });
    emit = (event) => stream.send(event);
    stream.open(server.stopping);
  });
}
