// The types of the guard, its adapters and of live sessions, beside those of the routers.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = join(root, "tests/frameworks/types");
const tsc = (where) => execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", where, "--pretty", "false"], { encoding: "utf8", stdio: "pipe" });

test("good use compiles with the types of each router, bad use does not", () => {
  assert.equal(tsc(folder), "");
});

test("without its suppressions the bad use is an error each time", (t) => {
  // Below the folder, so that the same packages are found.
  const copy = mkdtempSync(join(folder, "bad-"));
  t.after(() => rmSync(copy, { recursive: true }));
  const text = readFileSync(join(folder, "routers.ts"), "utf8");
  writeFileSync(join(copy, "routers.ts"), text.replaceAll("@ts-expect-error", ""));
  writeFileSync(join(copy, "tsconfig.json"), readFileSync(join(folder, "tsconfig.json")));
  const expected = text.match(/@ts-expect-error/g).length;
  assert.throws(
    () => tsc(copy),
    ({ stdout }) => {
      const lines = new Set([...stdout.matchAll(/routers\.ts\((\d+),/g)].map(([, line]) => line));
      assert.equal(lines.size, expected, stdout);
      return true;
    },
  );
});
