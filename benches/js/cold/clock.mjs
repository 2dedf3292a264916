// Starts the clock of a cold start: each script imports this first, so that Node's own start is left out.
import { readFileSync } from "node:fs";

const start = performance.now();
const folder = process.argv[2];

export const text = (name) => readFileSync(`${folder}/${name}`, "utf8");
export const json = (name) => JSON.parse(text(name));

/** Ends the clock and reports: milliseconds, and the decision. */
export function decided(allowed) {
  const elapsed = performance.now() - start;
  process.stdout.write(JSON.stringify({ elapsed, allowed }));
}
