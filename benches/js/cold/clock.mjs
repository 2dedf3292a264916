// Starts the clock of a cold start: each script imports this first, so that Node's own start is left out.
import { readFileSync } from "node:fs";

const start = performance.now();
const folder = process.argv[2];

export const text = (name) => readFileSync(`${folder}/${name}`, "utf8");
export const json = (name) => JSON.parse(text(name));

/** The end of each part of a cold start that is told apart. */
const ends = [];
export const done = (part) => ends.push([part, performance.now()]);

/** Ends the clock and reports: milliseconds, those of the parts, and the decision. */
export function decided(allowed) {
  const elapsed = performance.now() - start;
  const parts = ends.map(([part, end], i) => [part, end - (ends[i - 1]?.[1] ?? start)]);
  process.stdout.write(JSON.stringify({ elapsed, parts, allowed }));
}
