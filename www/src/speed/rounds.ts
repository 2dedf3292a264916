import type { Entry } from "./entries";
import type { Pace } from "./pace";

export interface Timing {
  id: string;
  label: string;
  ours: boolean;
  /** Nanoseconds of one operation: the median of the rounds, and the quartiles around it. */
  ns: number;
  low: number;
  high: number;
  /** Median of the ratios to the first entry of its group, round by round. */
  ratio: number;
}

/** Long enough that a clock of whole milliseconds tells it, short enough that nobody feels it. */
export const BATCH_MS = 20;
/** Rounds that are not counted: browsers compile in the background, and the faster code comes late. */
const WARM_UP = 3;

function timed(entry: Entry, n: number): number {
  entry.prepare?.();
  const start = performance.now();
  const result = entry.run(n);
  const elapsed = performance.now() - start;
  const expected = entry.expected(n);
  if (result !== expected) throw new Error(`${entry.label} counted ${result} in ${n} operations, not ${expected}`);
  return elapsed;
}

/**
 * Batches of an entry. How many operations fill one follows from the fastest batch so far: one that was held up by something
 * else on the machine would make all others too short for the clock.
 */
class Batches {
  readonly #entry: Entry;
  #fastest = Infinity;

  constructor(entry: Entry) {
    this.#entry = entry;
  }

  /** Finds out how fast it is; the runs on the way there warm the code up. */
  async calibrate(pace: Pace): Promise<void> {
    const { most = Infinity } = this.#entry;
    for (let n = 1; ; n = Math.min(most, n * 4)) {
      let best = Infinity;
      for (let i = 0; i < 3; i++) {
        await pace.breathe();
        best = Math.min(best, timed(this.#entry, n));
      }
      this.#fastest = (best * 1e6) / n;
      if (best >= BATCH_MS / 4 || n === most) return;
    }
  }

  /** Nanoseconds of one operation. */
  run(): number {
    const { most = Infinity } = this.#entry;
    const n = Math.min(most, Math.max(1, Math.round((BATCH_MS * 1e6) / this.#fastest)));
    const ns = (timed(this.#entry, n) * 1e6) / n;
    this.#fastest = Math.min(this.#fastest, ns);
    return ns;
  }
}

/** Interleaved rounds: each runs everybody once, from another one on, so that all meet the same machine. Yields after each round. */
export async function* rounds(entries: readonly Entry[], count: number, pace: Pace): AsyncGenerator<Map<string, number[]>> {
  const batches = entries.map((entry) => ({ id: entry.id, batches: new Batches(entry) }));
  for (const each of batches) await each.batches.calibrate(pace);
  const times = new Map<string, number[]>(entries.map(({ id }) => [id, []]));
  for (let round = -WARM_UP; round < count; round++) {
    const order = batches.map((_, i) => batches[(i + round + WARM_UP) % batches.length]!);
    if (round % 2 !== 0) order.reverse();
    const measured = new Map<string, number>();
    for (const each of order) {
      await pace.breathe();
      measured.set(each.id, each.batches.run());
    }
    if (round < 0) continue;
    // Only whole rounds count, also when it is stopped in the middle of one.
    for (const [id, ns] of measured) times.get(id)!.push(ns);
    yield times;
  }
}

/** What the rounds say about a group of entries, the first of which the others are compared with. */
export function summed(entries: readonly Entry[], times: ReadonlyMap<string, readonly number[]>): Timing[] {
  const base = times.get(entries[0]!.id)!;
  return entries.map(({ id, label, ours }) => {
    const own = times.get(id)!;
    return { id, label, ours, ns: quantile(own, 0.5), low: quantile(own, 0.25), high: quantile(own, 0.75), ratio: quantile(own.map((ns, i) => ns / base[i]!), 0.5) };
  });
}

/** Between two values it goes straight. */
function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const [below, above] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return below + (above - below) * (at - Math.floor(at));
}
