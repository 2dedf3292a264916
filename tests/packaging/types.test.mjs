// The types of the packed package: what must compile does, and what must not does not.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { app, runIn } from "./packed.mjs";

const read = (name) => readFileSync(new URL(`types/${name}`, import.meta.url), "utf8");
const config = (options) =>
  JSON.stringify({ compilerOptions: { target: "ES2022", strict: true, noEmit: true, skipLibCheck: false, types: [], ...options }, include: ["*.ts", "*.cts"] });

// The main entry needs no DOM; slim speaks of responses and modules.
const WAYS = {
  "ES modules, node": { name: "use.ts", options: { module: "NodeNext", lib: ["ES2022"] } },
  "CommonJS, node": { name: "use.cts", options: { module: "NodeNext", lib: ["ES2022"] } },
  bundler: { name: "use.ts", options: { module: "ESNext", moduleResolution: "bundler", lib: ["ES2022"] } },
};

for (const [way, { name, options }] of Object.entries(WAYS)) {
  test(`${way}: good use compiles, misspelt ids do not`, () => {
    const folder = app({ [name]: read("use.ts"), "tsconfig.json": config(options) });
    assert.equal(runIn(folder, "tsc", ["-p", "."]), "");
  });
}

test("slim compiles beside it, and both have the same classes", () => {
  const folder = app({ "slim.ts": read("slim.ts"), "tsconfig.json": config({ module: "NodeNext", lib: ["ES2022", "DOM"] }) });
  assert.equal(runIn(folder, "tsc", ["-p", "."]), "");
});

test("without its suppressions the bad use is an error each time", () => {
  const text = read("use.ts");
  const expected = text.match(/@ts-expect-error/g).length;
  const folder = app({ "use.ts": text.replaceAll("@ts-expect-error", ""), "tsconfig.json": config({ module: "NodeNext", lib: ["ES2022"] }) });
  assert.throws(
    () => runIn(folder, "tsc", ["-p", ".", "--pretty", "false"]),
    (error) => {
      const lines = new Set([...error.message.matchAll(/^use\.ts\((\d+),/gm)].map(([, line]) => line));
      assert.equal(lines.size, expected);
      return true;
    },
  );
});
