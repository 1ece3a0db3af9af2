import { requestTimeout, StatusError } from '../../status-error.js';
import type { StorageConnection } from '../../storage/storage-connection.js';
import type { Filter } from '../filter.js';
import { isLongRunning, type RequestInfo } from '../request-info.js';
import { writeBody } from '../response-writer.js';

/** How long a change waits for the storage (apiserver `requestTimeoutUpperBound`). */
const changeTimeoutMs = 34_000;
const readTimeoutMs = 60_000;

/** What is answered from memory: a server keeps what it authorizes by. */
const reviewGroups = ['authentication.k8s.io', 'authorization.k8s.io'];

/** Lets requests for objects wait for a storage that is lost, and gives up when the server would. */
export function withStorageConnection(connection: StorageConnection): Filter {
  return async (exchange, next) => {
    const { requestInfo, timeoutMs } = exchange;
    if (connection.isUp || !needsStorage(requestInfo)) return next(exchange);
    const isRead = ['get', 'list'].includes(requestInfo.verb);
    const waitMs = Math.min(timeoutMs ?? readTimeoutMs, isRead ? readTimeoutMs : changeTimeoutMs);
    if (await connection.wait(waitMs)) return next(exchange);
    if (!isRead) throw changeTimeout();
    // Without a content type, as upstream's timeout filter writes it: clients put it in their words.
    const status = JSON.stringify(requestTimeout().toStatus());
    return writeBody(exchange, 504, 'text/plain; charset=utf-8', `${status}\n`);
  };
}

function needsStorage(info: RequestInfo): boolean {
  return info.isResourceRequest && !isLongRunning(info) && !reviewGroups.includes(info.apiGroup);
}

function changeTimeout(): StatusError {
  const message =
    'Timeout: request did not complete within requested timeout - context deadline exceeded';
  return new StatusError(504, 'Timeout', message, {});
}
