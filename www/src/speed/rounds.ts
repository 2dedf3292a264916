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

/** The number of operations that fills a batch; the runs on the way there warm the code up. */
async function calibrated(entry: Entry, pace: Pace): Promise<number> {
  const { most = Infinity } = entry;
  let n = 1;
  for (;;) {
    await pace.breathe();
    const elapsed = timed(entry, n);
    if (elapsed >= BATCH_MS / 2) return Math.min(most, Math.max(1, Math.round((n * BATCH_MS) / elapsed)));
    if (n === most) return most;
    n = Math.min(most, n * (elapsed > BATCH_MS / 8 ? 2 : 4));
  }
}

/** Interleaved rounds: each runs everybody once, from another one on, so that all meet the same machine. Yields after each round. */
export async function* rounds(entries: readonly Entry[], count: number, pace: Pace): AsyncGenerator<Map<string, number[]>> {
  const operations = new Map<Entry, number>();
  for (const entry of entries) operations.set(entry, await calibrated(entry, pace));
  const times = new Map<string, number[]>(entries.map(({ id }) => [id, []]));
  for (let round = -WARM_UP; round < count; round++) {
    const order = entries.map((_, i) => entries[(i + round + WARM_UP) % entries.length]!);
    if (round % 2 !== 0) order.reverse();
    const measured = new Map<string, number>();
    for (const entry of order) {
      await pace.breathe();
      const n = operations.get(entry)!;
      measured.set(entry.id, (timed(entry, n) * 1e6) / n);
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
