import { negotiateOutput, offers } from '../media-type.js';
import type { RequestScope } from '../request-scope.js';
import { writeObject } from '../response-writer.js';
import { transformObject } from '../transform-object.js';

/** GET of one object, or of its status, which is the same. */
export async function getResource(scope: RequestScope): Promise<void> {
  const { exchange, store } = scope;
  const output = negotiateOutput(exchange.header('accept'), offers.object);
  const { namespace, name } = exchange.requestInfo;
  const object = store.get(scope.resource.namespaced ? namespace : '', name);
  await writeObject(exchange, 200, transformObject(scope, store.toServed(object), output), output);
}
