import type { Lab } from '@drillyard/lab-spec';
import { RequestError } from '../request-error.js';

/** The labs of this server, in the order of the catalogue. */
export class Labs {
  readonly #byName: ReadonlyMap<string, Lab>;

  constructor(labs: readonly Lab[]) {
    this.#byName = new Map(labs.map((lab) => [lab.name, lab]));
  }

  list(): Lab[] {
    return [...this.#byName.values()];
  }

  find(name: string): Lab | undefined {
    return this.#byName.get(name);
  }

  get(name: string): Lab {
    const lab = this.find(name);
    if (lab !== undefined) return lab;
    throw new RequestError(
      'LAB_NOT_FOUND',
      `There is no lab ${name} here; the catalogue lists those there are.`,
    );
  }
}
