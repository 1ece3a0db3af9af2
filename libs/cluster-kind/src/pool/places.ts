import type { Place } from './admission.js';

/** The room that clusters take, by their names. */
export class Places {
  readonly #places = new Map<string, Place>();

  put(name: string, place: Place): void {
    this.#places.set(name, place);
  }

  /** Gives it to somebody else, who leaves it. */
  hand(name: string): Place | undefined {
    const place = this.#places.get(name);
    this.#places.delete(name);
    return place;
  }

  /** The cluster is gone. */
  leave(name: string): void {
    this.hand(name)?.leave();
  }
}
