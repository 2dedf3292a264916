/** Browsers round their clocks, some to a whole millisecond. A time is taken over so long that this is an eighth at most. */
const LONG_ENOUGH_MS = 8;

const MOST_CALLS = 1 << 16;

export interface Timed<Answer> {
  answer: Answer;
  /** For one call: the mean of a batch. */
  ms: number;
  /** In that batch. */
  calls: number;
}

/** Asks again and again, in batches of twice as many calls, until one is long enough to be measured. */
export function timed<Answer>(ask: () => Answer): Timed<Answer> {
  let answer = ask();
  const batch = (calls: number) => {
    const start = performance.now();
    for (let call = 0; call < calls; call += 1) answer = ask();
    return performance.now() - start;
  };
  for (let calls = 1; ; calls *= 2) {
    const first = batch(calls);
    if (first < LONG_ENOUGH_MS && calls < MOST_CALLS) continue;
    // Something else may have had the processor meanwhile: then the same again takes much less.
    const second = batch(calls);
    if (second * 2 > first || calls >= MOST_CALLS) return { answer, ms: Math.min(first, second) / calls, calls };
  }
}

/** Two digits, which is what such a measurement is good for. */
export function timeText(ms: number): string {
  if (ms === 0) return "less than the clock can tell";
  const [value, unit] = ms < 1 ? [ms * 1000, "µs"] : ms < 1000 ? [ms, "ms"] : [ms / 1000, "s"];
  return `${Number(value.toPrecision(2))} ${unit}`;
}
