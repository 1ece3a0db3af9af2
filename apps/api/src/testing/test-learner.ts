import type { LabSessionView } from '../lab-sessions/lab-session.dto.js';
import { TestSocket } from './test-socket.js';

const waitLimitMs = 40_000;

/** A learner without a browser. */
export class TestLearner {
  private constructor(
    private origin: string,
    readonly cookie: string,
    private readonly languages?: string,
  ) {}

  static async login(link: string): Promise<TestLearner> {
    const response = await fetch(link, { redirect: 'manual' });
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
    if (cookie === undefined) throw new Error(`no cookie: ${response.status}`);
    return new TestLearner(new URL(link).origin, cookie);
  }

  /** The same learner with a browser of theirs that asks for these languages. */
  speaking(languages: string): TestLearner {
    return new TestLearner(this.origin, this.cookie, languages);
  }

  /** The same browser once the server came back. */
  movesTo(url: string): void {
    this.origin = url;
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.origin}${path}`, {
      method,
      headers: { ...this.#headers, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw Object.assign(new Error(text), JSON.parse(text));
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  get #headers(): Record<string, string> {
    const { cookie, languages } = this;
    return { cookie, ...(languages !== undefined && { 'accept-language': languages }) };
  }

  view(id: string): Promise<LabSessionView> {
    return this.call('GET', `/api/lab-sessions/${id}`);
  }

  /** Starts a lab and waits until it is ready. */
  async start(lab: string): Promise<LabSessionView> {
    const { id } = await this.call<LabSessionView>('POST', '/api/lab-sessions', { lab });
    return this.until(id, (view) => view.state === 'ready');
  }

  /** The first view of the session's events for which the condition holds. */
  async until(id: string, holds: (view: LabSessionView) => boolean): Promise<LabSessionView> {
    let last: LabSessionView | undefined;
    const stop = AbortSignal.timeout(waitLimitMs);
    try {
      for await (const view of this.events(id, stop)) {
        last = view;
        if (holds(view)) return view;
      }
    } catch (error) {
      if (!stop.aborted) throw error;
    }
    throw new Error(`it never came so far: ${JSON.stringify(last, null, 1)}`);
  }

  async *events(id: string, signal: AbortSignal): AsyncGenerator<LabSessionView> {
    const response = await fetch(`${this.origin}/api/lab-sessions/${id}/events`, {
      headers: this.#headers,
      signal,
    });
    if (!response.ok || response.body === null) throw new Error(`${response.status}`);
    let pending = '';
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
      const events = (pending + text).split('\n\n');
      pending = events.pop() ?? '';
      for (const event of events) {
        const data = /^data: (\{.*)$/m.exec(event)?.[1];
        if (data !== undefined) yield JSON.parse(data);
      }
    }
  }

  attach(terminalId: string, options: { offset?: number; headers?: object } = {}): TestSocket {
    const query = options.offset === undefined ? '' : `?offset=${options.offset}`;
    const url = `${this.origin.replace('http', 'ws')}/api/terminals/${terminalId}/socket${query}`;
    return new TestSocket(url, { cookie: this.cookie, ...options.headers });
  }
}
