import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { Catalog, isRolescopeError, RolescopeError } from "rolescope";

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
