/** Numbers that look random and are the same at every visit (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 up to, and not, `end`. */
  below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end);
  }

  pick<Entry>(entries: readonly Entry[]): Entry {
    return entries[this.below(entries.length)]!;
  }

  hex(digits: number): string {
    let text = "";
    while (text.length < digits) text += this.below(2 ** 32).toString(16).padStart(8, "0");
    return text.slice(0, digits);
  }
}
