// The catalog that docs/catalogs.md shows is the one that the tests load.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { Catalog } from "rolescope";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("the example of a team's own catalog is the retail catalog, and it loads", () => {
  const [, shown] = /^```json\n(.*?)^```$/ms.exec(read("docs/catalogs.md"));
  assert.deepEqual(JSON.parse(shown), JSON.parse(read("tests/catalogs/retail.json")));
  assert.equal(Catalog.parse(shown).id, "retail");
});
