// A long life in one process, with everything mixed: it survives, answers rightly, and the engine's memory stops growing.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const ROUNDS = 20;

/** What trouble has come from: other compilers than the usual ones, and code that is optimised and given up soon. */
const WAYS = {
  "as Node runs it": [],
  "all code by the baseline compiler": ["--always-sparkplug"],
  "code optimised far too soon, and given up again": ["--interrupt-budget=500"],
  "the engine never optimised": ["--liftoff", "--no-wasm-tier-up"],
};

/** Runs the script in a process of its own. Gives how it ended and what it told. */
function soak(flags, ...args) {
  const script = fileURLToPath(new URL("soak.mjs", import.meta.url));
  const command = ["--expose-gc", ...flags, script, String(ROUNDS), ...args];
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8", timeout: 120_000 });
  assert.equal(signal ?? status, 0, stderr);
  return JSON.parse(stdout);
}

for (const [way, flags] of Object.entries(WAYS)) {
  test(`${way}: the process survives and the engine's memory stays as it is`, () => {
    const { warm, grown, errors } = soak(flags);
    assert.ok(errors >= 6 * ROUNDS, `only ${errors} errors`);
    assert.ok(grown <= warm / 4, `it grew from ${warm} by ${grown} bytes in ${ROUNDS} rounds`);
  });
}

test("where everything that is loaded is held, memory grows and it is seen", () => {
  const { warm, grown } = soak([], "hold");
  assert.ok(grown > warm, `from ${warm} by ${grown} bytes`);
});
