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

/** An app with the types that the package's command writes for a team's own catalog. */
function ownApp(files) {
  const catalog = readFileSync(new URL("../catalogs/retail.json", import.meta.url), "utf8");
  const folder = app({ "catalog.json": catalog, "tsconfig.json": config({ module: "NodeNext", lib: ["ES2022"] }), ...files });
  runIn(folder, "npx", ["--offline", "rolescope", "types", "catalog.json", "--name", "RetailNames", "--out", "names.ts"]);
  return folder;
}

test("a catalog of one's own: with the written types good use compiles, misspelt ids do not", () => {
  assert.equal(runIn(ownApp({ "own.ts": read("own.ts") }), "tsc", ["-p", "."]), "");
});

const MAKERS = {
  "use.ts": (text) => app({ "use.ts": text, "tsconfig.json": config({ module: "NodeNext", lib: ["ES2022"] }) }),
  "own.ts": (text) => ownApp({ "own.ts": text }),
};

for (const [name, make] of Object.entries(MAKERS)) {
  test(`without its suppressions the bad use in ${name} is an error each time`, () => {
    const text = read(name);
    const expected = text.match(/@ts-expect-error/g).length;
    const folder = make(text.replaceAll("@ts-expect-error", ""));
    assert.throws(
      () => runIn(folder, "tsc", ["-p", ".", "--pretty", "false"]),
      (error) => {
        const errors = [...error.message.matchAll(/^(\w+\.ts)\((\d+),/gm)];
        assert.deepEqual([...new Set(errors.map(([, file]) => file))], [name]);
        assert.equal(new Set(errors.map(([, , line]) => line)).size, expected);
        return true;
      },
    );
  });
}
