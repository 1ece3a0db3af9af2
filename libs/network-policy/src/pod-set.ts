/** A set of pods by their number: what makes a truth table of a thousand pods cheap. */
export class PodSet {
  readonly #words: Uint32Array;

  constructor(readonly size: number) {
    this.#words = new Uint32Array((size + 31) >>> 5);
  }

  static of(size: number, contains: (index: number) => boolean): PodSet {
    const set = new PodSet(size);
    for (let index = 0; index < size; index += 1) if (contains(index)) set.add(index);
    return set;
  }

  add(index: number): void {
    const word = index >>> 5;
    this.#words[word] = (this.#words[word] ?? 0) | (1 << (index & 31));
  }

  has(index: number): boolean {
    return ((this.#words[index >>> 5] ?? 0) & (1 << (index & 31))) !== 0;
  }

  /** Adds what both others have. */
  addBoth(a: PodSet, b: PodSet): void {
    for (let word = 0; word < this.#words.length; word += 1) {
      this.#words[word] =
        (this.#words[word] ?? 0) | ((a.#words[word] ?? 0) & (b.#words[word] ?? 0));
    }
  }
}
