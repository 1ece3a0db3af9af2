import createClient, { type Middleware } from 'openapi-fetch';
import { acceptLanguage, chosenLanguage } from '../features/language/language-choice';
import { problemOf } from './problem';
import type { paths } from './schema.generated';
import { observeServerDate } from './server-clock';
import { serverConnection } from './server-connection';

/** Longer than any honest answer takes (a cold start of a lab included), short enough to say so. */
const requestTimeoutMs = 30_000;

/** Statuses of a proxy in front of a server that is down. */
const gatewayStatuses = new Set([502, 503, 504]);

const watchServer: Middleware = {
  onResponse({ response }) {
    observeServerDate(response.headers.get('date'));
    if (gatewayStatuses.has(response.status)) serverConnection.reportUnreachable();
    else serverConnection.reportReachable();
    return undefined;
  },
  onError() {
    serverConnection.reportUnreachable();
    return undefined;
  },
};

const askInLanguage: Middleware = {
  onRequest({ request }) {
    const languages = acceptLanguage(chosenLanguage(), navigator.languages);
    if (languages !== undefined) request.headers.set('accept-language', languages);
    return undefined;
  },
};

export const api = createClient<paths>({
  baseUrl: location.origin,
  credentials: 'same-origin',
  fetch: (request) => fetch(request, { signal: AbortSignal.timeout(requestTimeoutMs) }),
});
api.use(watchServer, askInLanguage);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of a successful answer; throws a Problem for a refusal. */
export async function unwrap<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer;
  if (!response.ok) throw problemOf(response.status, error);
  return data as T; // openapi-fetch types data as optional for refusals, which are gone here
}
