import { Injectable } from '@nestjs/common';
import { Histogram } from 'prom-client';

/** From a tenth of a second, which an embedded cluster takes, to the quarter of an hour kind is given. */
const bucketsSeconds = [0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 10, 30, 60, 120, 300, 900];

interface Start {
  readonly startedMs: number;
  source: string;
}

/** How long learners wait, by what their cluster comes from. */
@Injectable()
export class PromptTimes {
  readonly ready = new Histogram({
    name: 'drillyard_lab_session_ready_seconds',
    help: 'From taking up a lab session to its being ready; source: pool, or the provider that made the cluster',
    labelNames: ['source'],
    buckets: bucketsSeconds,
    registers: [],
  });
  readonly prompt = new Histogram({
    name: 'drillyard_claim_to_prompt_seconds',
    help: 'From taking up a lab session to the first output of its first terminal, the browser included; source: pool, or the provider that made the cluster',
    labelNames: ['source'],
    buckets: bucketsSeconds,
    registers: [],
  });
  readonly #starts = new Map<string, Start>();

  /** The session is taken up. */
  begin(labSessionId: string): void {
    this.#starts.set(labSessionId, { startedMs: performance.now(), source: '' });
  }

  becameReady(labSessionId: string, source: string): void {
    const start = this.#starts.get(labSessionId);
    if (start === undefined) return;
    start.source = source;
    this.ready.observe({ source }, secondsSince(start));
  }

  /** Counts once for each start; the first terminal is opened by the page itself. */
  promptShown(labSessionId: string): void {
    const start = this.#starts.get(labSessionId);
    if (start === undefined || start.source === '') return;
    this.#starts.delete(labSessionId);
    this.prompt.observe({ source: start.source }, secondsSince(start));
  }

  /** It failed, or is over, before anybody saw a prompt. */
  forget(labSessionId: string): void {
    this.#starts.delete(labSessionId);
  }
}

function secondsSince({ startedMs }: Start): number {
  return (performance.now() - startedMs) / 1000;
}
