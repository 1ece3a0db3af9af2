import type { Lab, Track } from '@drillyard/lab-spec';
import { RequestError } from '../request-error.js';

/** What a labs folder holds, in the order of the catalogue. */
export interface Catalogue {
  readonly labs: readonly Lab[];
  readonly tracks: readonly Track[];
}

/** The labs of this server, in the order of the catalogue. */
export class Labs {
  #byName = new Map<string, Lab>();
  #order: readonly string[] = [];
  #tracks: readonly Track[] = [];

  constructor(catalogue: Catalogue) {
    this.replace(catalogue);
  }

  /** Those that are described; a lab may stand outside of them. */
  get tracks(): readonly Track[] {
    return this.#tracks;
  }

  list(): Lab[] {
    return this.#order.flatMap((name) => this.#byName.get(name) ?? []);
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

  /** Takes other labs in; answers with the names of those that are new, gone or different. */
  replace({ labs, tracks }: Catalogue): string[] {
    this.#tracks = tracks;
    const before = this.#byName;
    this.#byName = new Map(labs.map((lab) => [lab.name, lab]));
    this.#order = labs.map(({ name }) => name);
    const names = new Set([...before.keys(), ...this.#order]);
    return [...names].filter((name) => !isSame(before.get(name), this.#byName.get(name)));
  }
}

/** A lab is its files. */
function isSame(a: Lab | undefined, b: Lab | undefined): boolean {
  return a !== undefined && b !== undefined && textOf(a) === textOf(b);
}

function textOf({ files }: Lab): string {
  return JSON.stringify([...files]);
}
