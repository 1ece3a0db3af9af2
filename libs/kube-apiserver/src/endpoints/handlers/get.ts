import { negotiateOutput, offers } from '../media-type.js';
import type { RequestScope } from '../request-scope.js';
import { writeObject } from '../response-writer.js';
import { transformObject } from '../transform-object.js';

/** GET of one object, or of its status, which is the same. */
export async function getResource(scope: RequestScope): Promise<void> {
  const { exchange, server, store } = scope;
  const output = negotiateOutput(exchange.header('accept'), offers.object);
  const { namespace, name } = exchange.requestInfo;
  const object = store.get(scope.resource.namespaced ? namespace : '', name);
  const served = store.toServed(object);
  const answer = transformObject(scope, served, output);
  const text = answer === served ? () => server.texts.whole(served) : undefined;
  await writeObject(exchange, 200, answer, output, text);
}
