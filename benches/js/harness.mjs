// A small harness of our own: the well-known ones run one contestant to its end before the next one starts, and on a
// shared machine the second one then meets another clock speed. Here every round runs each contestant once.
//
// An entry is `{ id, run(n), prepare?(n), verify?(result, n), fixed? }`. `run` performs n operations and returns
// something that depends on all of them; only `run` is timed. `fixed` sets n instead of calibrating it.
import { setImmediate as turn } from "node:timers/promises";

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A run in milliseconds. Promises are awaited only where there is one, so that no other contestant pays for it. */
async function timed(entry, n) {
  entry.prepare?.(n);
  const start = performance.now();
  let result = entry.run(n);
  if (result instanceof Promise) result = await result;
  const elapsed = performance.now() - start;
  entry.verify?.(result, n);
  return elapsed;
}

/** The number of operations that fills a batch; the runs on the way there warm the code up. */
async function calibrate(entry, batchMs) {
  if (entry.fixed) {
    for (let i = 0; i < 3; i++) await timed(entry, entry.fixed);
    return entry.fixed;
  }
  let n = 1;
  for (;;) {
    const elapsed = await timed(entry, n);
    if (elapsed >= batchMs / 2) break;
    n *= elapsed > batchMs / 16 ? 2 : 4;
  }
  const elapsed = Math.min(await timed(entry, n), await timed(entry, n));
  return Math.max(1, Math.round((n * batchMs) / elapsed));
}

/** Rounds that are not counted: V8 compiles in the background, and on a busy machine the optimised code comes late. */
const WARM_UP = 10;

/** Interleaved rounds; id → { ns, ratio }: medians of the time of one operation and of its ratio to `baseline`, round by round. */
export async function rounds(entries, { count, batchMs, baseline = entries[0].id }) {
  const operations = new Map();
  for (const entry of entries) operations.set(entry.id, await calibrate(entry, batchMs));
  const times = new Map(entries.map((entry) => [entry.id, []]));
  for (let round = -WARM_UP; round < count; round++) {
    // Another one starts each round, and every second round runs backwards: nobody always follows the same neighbour.
    const order = entries.map((_, i) => entries[(i + round + WARM_UP) % entries.length]);
    if (round % 2 === 1) order.reverse();
    for (const entry of order) {
      await turn();
      const n = operations.get(entry.id);
      const ns = ((await timed(entry, n)) * 1e6) / n;
      if (round >= 0) times.get(entry.id).push(ns);
    }
  }
  const base = times.get(baseline);
  return new Map(
    entries.map(({ id }) => {
      const own = times.get(id);
      return [id, { ns: median(own), ratio: median(own.map((time, round) => time / base[round])) }];
    }),
  );
}

/**
 * The loop over the questions, compiled anew for each contestant: with one loop for all, the call in it would be
 * megamorphic and everybody would be charged for it.
 */
function compileLoop(id, isAsync) {
  const call = "can(permissions[i & mask], scopes[i & mask])";
  const body = `
    // ${id}
    const mask = permissions.length - 1;
    let allowed = 0;
    for (let i = from, end = from + n; i < end; i++) if (${isAsync ? `await ${call}` : call}) allowed++;
    return allowed;`;
  const parameters = "can, permissions, scopes, from, n";
  return new Function(`return ${isAsync ? "async " : ""}function (${parameters}) {${body}}`)();
}

/** An entry that asks the questions in turn and whose every batch must count the allowed ones right. */
export function canEntry({ id, async: isAsync, can, permissions, scopes, answers }) {
  const loop = compileLoop(id, isAsync);
  const length = permissions.length;
  if ((length & (length - 1)) !== 0) throw new Error("the number of questions must be a power of two");
  const before = new Uint32Array(length + 1);
  answers.forEach((allowed, i) => (before[i + 1] = before[i] + (allowed ? 1 : 0)));
  const upTo = (i) => Math.floor(i / length) * before[length] + before[i % length];
  let from = 0;
  return {
    id,
    run: (n) => loop(can, permissions, scopes, from, n),
    verify(allowed, n) {
      const expected = upTo(from + n) - upTo(from);
      if (allowed !== expected) {
        throw new Error(`${id} allowed ${allowed} of ${n} questions from ${from} on, not ${expected}`);
      }
      from = (from + n) % length;
    },
  };
}
