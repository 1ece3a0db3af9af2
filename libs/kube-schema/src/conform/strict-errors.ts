import { quote } from '../json/quote.js';

/** Strict errors upstream reports of one object; further ones are dropped (sigs.k8s.io/json). */
const strictErrorsMax = 100;

/**
 * Collects unknown and duplicate fields with their paths, in upstream's words, each once:
 * `unknown field "spec.replicaz"`, `duplicate field "spec.replicas"`.
 */
export class StrictErrors {
  private readonly path: string[] = [];
  private readonly found = new Set<string>();

  constructor(private readonly enabled: boolean) {}

  get messages(): string[] {
    return [...this.found];
  }

  at<T>(step: string | number, visit: () => T): T {
    if (!this.enabled) return visit();
    const dot = typeof step === 'number' ? `[${step}]` : this.path.length > 0 ? `.${step}` : step;
    this.path.push(dot);
    const result = visit();
    this.path.pop();
    return result;
  }

  add(type: 'unknown field' | 'duplicate field', key: string): void {
    if (!this.enabled || this.found.size >= strictErrorsMax) return;
    const prefix = this.path.length > 0 ? `${this.path.join('')}.` : '';
    this.found.add(`${type} ${quote(prefix + key)}`);
  }
}
