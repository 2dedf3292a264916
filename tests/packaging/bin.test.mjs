// The command that the package brings: it prints what the engine says, and its exit code tells a script what to do.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { app, root, runIn } from "./packed.mjs";

const RETAIL = readFileSync(join(root, "tests/catalogs/retail.json"), "utf8");
const retail = JSON.parse(RETAIL);
const changed = (change) => JSON.stringify({ ...retail, ...change });
const DIRECTORY = {
  catalog: "retail",
  scopes: [{ id: "R1", type: "region" }],
  principals: [{ id: "ann" }],
  roleAssignments: [{ principal: "ann", role: "area-manager", scope: "R1" }],
};

const folder = app({
  "catalog.json": RETAIL,
  "bad.json": changed({ roles: [{ ...retail.roles[0], inherits: ["store-manger"] }, ...retail.roles.slice(1)] }),
  "broken.json": "{ no",
  "odd.json": changed({ permissions: [...retail.permissions, { id: "stock.shelves.paint", appliesTo: ["store"] }] }),
  "bare.json": JSON.stringify({ id: "bare", version: "1", title: "Bare", scopeTypes: [], permissions: [], roles: [], pages: [], rules: [] }),
  "directory.json": JSON.stringify(DIRECTORY),
  "bad-directory.json": JSON.stringify({ ...DIRECTORY, roleAssignments: [{ principal: "bob", role: "cashier", scope: "R1" }] }),
});

/** What the command says and how it ends, as a script would run it. */
function rolescope(...args) {
  const { status, stdout, stderr, error } = spawnSync(join(folder, "node_modules/.bin/rolescope"), args, { cwd: folder, encoding: "utf8" });
  if (error) throw error;
  return { status, stdout, stderr };
}

test("npx finds it", () => {
  assert.match(runIn(folder, "npx", ["--offline", "rolescope", "--help"]), /^usage: rolescope types CATALOG/);
});

test("help and version are found under the names that people try", () => {
  const { version } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));
  for (const flag of ["-v", "--version"]) assert.deepEqual(rolescope(flag), { status: 0, stdout: `${version}\n`, stderr: "" });
  for (const args of [["-h"], ["--help"], ["help"], ["lint", "-h"]]) {
    const { status, stdout } = rolescope(...args);
    assert.deepEqual([status, stdout.startsWith("usage: ")], [0, true], args.join(" "));
  }
});

test("a built-in catalog goes by its id in every command", () => {
  assert.match(rolescope("types", "twilio").stdout, /"studio\.flows\.read"/);
  const { status, stdout, stderr } = rolescope("lint", "twilio");
  assert.deepEqual([stderr, status], ["", stdout === "" ? 0 : 1]);
  assert.equal(rolescope("lint", "twillio").status, 2);
});

test("types: the ids of the catalog, in its order, each kind in a union", () => {
  const { status, stdout, stderr } = rolescope("types", "catalog.json", "--name", "RetailNames");
  assert.deepEqual([status, stderr], [0, ""]);
  assert.match(stdout, /^\/\/ Written by `rolescope types` from "catalog\.json"\. Do not edit\.\n/);
  const [, ...members] = /export interface RetailNames \{\n {2}permission:([^;]+);\n {2}role:([^;]+);\n {2}page:([^;]+);\n\}\n$/.exec(stdout);
  const ids = members.map((member) => [...member.matchAll(/\| "([^"]+)"/g)].map(([, id]) => id));
  assert.deepEqual(ids, [retail.permissions, retail.roles, retail.pages].map((rows) => rows.map(({ id }) => id)));
});

test("types: a kind without ids has no right id", () => {
  assert.match(rolescope("types", "bare.json").stdout, /interface CatalogNames \{\n {2}permission: never;\n {2}role: never;\n {2}page: never;\n\}/);
});

test("types: --out writes the same to a file and prints nothing; options may stand anywhere", () => {
  assert.deepEqual(rolescope("types", "--out=names.ts", "catalog.json"), { status: 0, stdout: "", stderr: "" });
  assert.equal(readFileSync(join(folder, "names.ts"), "utf8"), rolescope("types", "catalog.json").stdout);
});

test("types: a catalog with a fault gives no types; the fault is not printed among them", () => {
  const { status, stdout, stderr } = rolescope("types", "bad.json", "--out", "none.ts");
  assert.deepEqual([status, stdout], [1, ""]);
  assert.equal(stderr, "bad.json: error: unknown role `store-manger` (did you mean `store-manager`?) [unknown-role at roles[0].inherits[0]]\n");
  assert.equal(existsSync(join(folder, "none.ts")), false);
});

test("lint: says nothing of a good catalog, names a dead permission, and lists every fault of a bad one", () => {
  assert.deepEqual(rolescope("lint", "catalog.json"), { status: 0, stdout: "", stderr: "" });
  const odd = rolescope("lint", "odd.json");
  assert.deepEqual([odd.status, odd.stderr], [1, ""]);
  assert.match(odd.stdout, /^odd\.json: warning: .*`stock\.shelves\.paint`.*\[dead-permission at permissions\[\d+\]\]\n$/);
  const bad = rolescope("lint", "bad.json");
  assert.deepEqual([bad.status, bad.stderr], [1, ""]);
  assert.match(bad.stdout, /\[unknown-role at roles\[0\]\.inherits\[0\]\]/);
  const broken = rolescope("lint", "broken.json");
  assert.deepEqual([broken.status, broken.stderr], [1, ""]);
  assert.match(broken.stdout, /^broken\.json: error: not valid JSON at line 1, column 3.*\[invalid-json\]\n$/);
});

test("check: against a catalog of one's own, or a built-in one by its id", () => {
  assert.deepEqual(rolescope("check", "catalog.json", "directory.json"), { status: 0, stdout: "", stderr: "" });
  const bad = rolescope("check", "catalog.json", "bad-directory.json");
  assert.deepEqual([bad.status, bad.stderr], [1, ""]);
  assert.match(bad.stdout, /^bad-directory\.json: error: unknown principal `bob`.* at roleAssignments\[0\]\.principal\]$/m);
  assert.match(bad.stdout, /\[scope-type-not-allowed at roleAssignments\[0\]/);
  const other = rolescope("check", "twilio", "directory.json");
  assert.deepEqual([other.status, other.stderr], [1, ""]);
  assert.match(other.stdout, /\[wrong-catalog at catalog\]/);
});

const REFUSED = {
  "no command is given": [],
  "unknown command `typse`": ["typse", "catalog.json"],
  "unknown command `constructor`": ["constructor"],
  "`types` takes CATALOG": ["types"],
  "`lint` takes CATALOG": ["lint", "catalog.json", "bad.json"],
  "`check` takes CATALOG and DIRECTORY": ["check", "catalog.json"],
  "unknown option `--nme`": ["types", "catalog.json", "--nme", "Names"],
  "unknown option `--out`": ["lint", "catalog.json", "--out", "names.ts"],
  "`--name` needs a value": ["types", "catalog.json", "--name"],
  "`string` is no name for a type: a capital letter, then letters and digits": ["types", "catalog.json", "--name", "string"],
  "`nope.json` cannot be read: there is no such file or folder": ["types", "nope.json"],
  "`./node_modules` cannot be read: it is a folder": ["lint", "./node_modules"],
  "`nope/names.ts` cannot be written: there is no such file or folder": ["types", "catalog.json", "--out", "nope/names.ts"],
  "there is no built-in catalog `twillio` (did you mean `twilio`?); a file has a dot or a slash in its name, as in `./twillio`": ["check", "twillio", "directory.json"],
};

for (const [message, args] of Object.entries(REFUSED)) {
  test(`rolescope ${args.join(" ")}: ${message}`, () => {
    const { status, stdout, stderr } = rolescope(...args);
    assert.deepEqual([status, stdout, stderr.split("\n")[0]], [2, "", `error: ${message}`]);
    // How it is used is told to whoever used it wrongly, and to nobody else.
    assert.equal(stderr.includes("usage: "), /command|takes|option|needs/.test(message));
  });
}
