import { TerminalClient } from './terminal-client.js';

/** The part of the API's views that the tests look at; docs/openapi.json has them whole. */
export interface LabSessionView {
  readonly id: string;
  readonly state: string;
  readonly failure?: { readonly code: string; readonly message: string };
  readonly tasks: readonly TaskView[];
  readonly score: { readonly points: number; readonly max: number; readonly hintCost: number };
  readonly terminals: readonly { readonly id: string; readonly state: string }[];
}
export interface TaskView {
  readonly id: string;
  readonly body: string;
  readonly state: 'open' | 'passed' | 'regressed';
  readonly checks: readonly CheckView[];
}
export interface CheckView {
  readonly name: string;
  readonly kind: string;
  readonly earned: boolean;
  readonly outcome: { readonly status: string; readonly reason?: string };
}

/** The longest a check may take to follow the cluster in a test on a busy machine. */
const viewLimitMs = 40_000;

/** A learner without a browser: a cookie, the REST API, server-sent events, terminals. */
export class Learner {
  private constructor(
    readonly url: string,
    readonly cookie: string,
  ) {}

  static async login(loginLink: string): Promise<Learner> {
    const response = await fetch(loginLink, { redirect: 'manual' });
    const cookie = response.headers.getSetCookie().map((value) => value.split(';')[0]);
    if (cookie.length === 0) throw new Error(`the login link answered ${response.status}`);
    return new Learner(new URL(loginLink).origin, cookie.join('; '));
  }

  /** The same browser after the server came back, perhaps at another port. */
  at(url: string): Learner {
    return new Learner(url, this.cookie);
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.request(method, path, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  request(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        origin: this.url,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  start(lab: string): Promise<LabSessionView> {
    return this.call('POST', '/api/lab-sessions', { lab });
  }

  view(sessionId: string): Promise<LabSessionView> {
    return this.call('GET', `/api/lab-sessions/${sessionId}`);
  }

  /** Follows the session's events until a view satisfies the condition; resolves with that view. */
  async until(
    sessionId: string,
    holds: (view: LabSessionView) => boolean,
    limitMs = viewLimitMs,
  ): Promise<LabSessionView> {
    const stop = AbortSignal.timeout(limitMs);
    let last: LabSessionView | undefined;
    try {
      for await (const view of this.#events(sessionId, stop)) {
        last = view;
        if (holds(view)) return view;
      }
    } catch (error) {
      if (!stop.aborted) throw error;
    }
    throw new Error(`the session never came so far; last seen: ${JSON.stringify(last, null, 2)}`);
  }

  async openTerminal(sessionId: string): Promise<{ id: string; client: TerminalClient }> {
    const { id } = await this.call<{ id: string }>(
      'POST',
      `/api/lab-sessions/${sessionId}/terminals`,
      {},
    );
    return { id, client: await this.attach(id) };
  }

  attach(terminalId: string, offset?: number): Promise<TerminalClient> {
    const url = `${this.url.replace('http', 'ws')}/api/terminals/${terminalId}/socket`;
    return TerminalClient.attach(url, this.cookie, offset);
  }

  async *#events(sessionId: string, signal: AbortSignal): AsyncIterable<LabSessionView> {
    const response = await fetch(`${this.url}/api/lab-sessions/${sessionId}/events`, {
      headers: { cookie: this.cookie, accept: 'text/event-stream' },
      signal,
    });
    if (!response.ok || response.body === null) throw new Error(`events: ${response.status}`);
    let buffered = '';
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      buffered += chunk;
      const events = buffered.split('\n\n');
      buffered = events.pop() ?? '';
      for (const event of events) {
        const data = event
          .split('\n')
          .filter((line) => line.startsWith('data:'))
          .map((line) => line.slice(5))
          .join('\n');
        if (data.trim() !== '') yield JSON.parse(data) as LabSessionView;
      }
    }
  }
}
