import type { RequestScope } from '../endpoints/request-scope.js';
import { unknownError } from '../status-error.js';
import { copyStream } from './copy-stream.js';
import { logRefusal } from './kubelet-answer.js';
import { readLogOptions } from './log-options.js';
import { chooseContainer, dialError, locateKubelet, nodeNameOf, podOnNode } from './pod-target.js';
import { responseWritable } from './response-writable.js';

/** GET of pods/log: what the container wrote, as its kubelet tells it (`pod/rest/log.go`). */
export async function readPodLog({ exchange, server, store }: RequestScope): Promise<void> {
  const { namespace, name } = exchange.requestInfo;
  const { query, response } = exchange;
  const options = readLogOptions(query, name, server.now());
  const pod = store.get(namespace, name);
  const container = chooseContainer(pod, query.get('container') ?? '');
  if (nodeNameOf(pod) === '') {
    response.writeHead(204);
    response.end();
    return;
  }
  const target = { ...podOnNode(pod), container };
  const { kubelet, address } = locateKubelet(server, target.node);
  if (kubelet === undefined) {
    const path = `containerLogs/${namespace}/${name}/${container}${logQuery(query)}`;
    throw unknownError(`Get "https://${address}/${path}": ${dialError(address)}`);
  }
  const gone = new AbortController();
  response.onClose(() => gone.abort());
  const onStopping = () => gone.abort();
  server.stopping.addEventListener('abort', onStopping, { once: true });
  response.onClose(() => server.stopping.removeEventListener('abort', onStopping));
  let log: AsyncIterable<Uint8Array>;
  try {
    log = await kubelet.logs(target, { ...options, signal: gone.signal });
  } catch (error) {
    throw logRefusal(error, name);
  }
  response.setHeader('Content-Type', 'text/plain');
  response.writeHead(200);
  response.flushHeaders();
  await copyStream(log, responseWritable(response), gone.signal);
}

/** What is passed on to the kubelet, in the order of Go's `url.Values`. */
function logQuery(query: URLSearchParams): string {
  const names = [
    'follow',
    'limitBytes',
    'previous',
    'sinceSeconds',
    'sinceTime',
    'tailLines',
    'timestamps',
  ];
  const passed = new URLSearchParams();
  for (const name of names) {
    const value = query.get(name);
    if (value !== null && value !== 'false') passed.set(name, value);
  }
  return passed.size === 0 ? '' : `?${passed}`;
}
