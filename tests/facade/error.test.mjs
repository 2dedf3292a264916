import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { Catalog, Directory, isRolescopeError, RolescopeError, Session } from "rolescope";
import { world } from "./world.mjs";

const thrownBy = (run) => {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
};

test("an error has a code, a name and every issue", () => {
  const error = thrownBy(() => Catalog.parse({ id: "x", colour: 1 }));
  assert.ok(error instanceof RolescopeError && error instanceof Error);
  assert.equal(error.name, "RolescopeError");
  assert.equal(typeof error.code, "string");
  assert.ok(error.issues.length > 1);
  for (const issue of error.issues) {
    assert.equal(typeof issue.code, "string");
    assert.equal(issue.severity, "error");
    assert.ok(Array.isArray(issue.path));
    assert.match(issue.message, /^[^A-Z].*[^.]$/);
  }
  assert.match(String(error), /^RolescopeError: /);
});

test("the CommonJS copy's errors are known too", () => {
  const copy = createRequire(import.meta.url)("rolescope");
  const error = thrownBy(() => copy.Catalog.parse("{"));
  assert.ok(!(error instanceof RolescopeError));
  assert.ok(isRolescopeError(error));
  assert.ok(copy.isRolescopeError(thrownBy(() => Catalog.parse("{"))));
});

test("nothing else is one", () => {
  const boom = () => {
    throw new Error("the caller's code ran");
  };
  const others = [undefined, null, 0, "RolescopeError", Symbol("s"), {}, [], () => {}, new Error("x"), { name: "RolescopeError", code: "x", issues: [] }];
  others.push(new Proxy({}, { get: boom }), Object.create(null));
  for (const other of others) assert.equal(isRolescopeError(other), false);
});

test("a catalog of another copy is refused by type", async () => {
  const { Directory } = await import("rolescope");
  const copy = createRequire(import.meta.url)("rolescope");
  for (const catalog of [undefined, null, {}, "twilio", copy.Catalog.builtin("studio"), Object.create(Catalog.prototype)]) {
    assert.throws(() => Directory.parse(catalog, {}), { name: "RolescopeError", code: "invalid-type" });
  }
});

test("a built-in catalog that does not exist is unknown", () => {
  for (const id of ["flowroute", "", "__proto__", undefined, 7, {}]) {
    assert.throws(() => Catalog.builtin(id), { name: "RolescopeError", code: "unknown-catalog" });
  }
});

test("of all that is wrong with a text for another catalog, that comes first, wherever it stands", () => {
  const { directory, catalog } = world();
  const { scopes, ...rest } = JSON.parse(directory.snapshot("bob"));
  const other = Catalog.builtin("voiceflow");
  for (const text of [{ ...rest, scopes }, { scopes, ...rest }]) {
    assert.throws(() => Session.load(other, text), { code: "wrong-catalog" });
  }
  const { scopes: all, ...tenant } = directory.toJSON();
  assert.throws(() => Directory.parse(other, { scopes: all, ...tenant }), { code: "wrong-catalog" });
  assert.equal(catalog.id, "shops");
});

test("a snapshot whose times no text can tell is not made", () => {
  const { directory } = world();
  const last = Date.parse("9999-12-31T23:59:59.999Z");
  const refused = [
    { expiresIn: Number.MAX_SAFE_INTEGER },
    { at: last, expiresIn: 1 },
    { at: last + 1 },
    { at: Date.parse("0000-01-01T00:00:00Z") - 1 },
  ];
  for (const options of refused) assert.throws(() => directory.snapshot("bob", options), { code: "invalid-time" }, JSON.stringify(options));
  for (const options of [{ at: last }, { at: last - 1, expiresIn: 1 }, { at: Date.parse("0000-01-01T00:00:00Z") }]) {
    assert.equal(Session.load(directory.catalog, directory.snapshot("bob", options)).principal, "bob");
  }
});
