// The semantics name every code that the engine has, so that none is without a description.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const model = read("docs/model.md");

/** The codes that a file of the engine lists as `Name = "code"`. */
const listed = (path) => [...read(path).matchAll(/^ {4}\w+ = "([a-z-]+)"/gm)].map(([, code]) => code);

const section = (title) => model.split(`\n## ${title}\n`)[1].split("\n## ")[0];
const missing = (codes, text) => codes.filter((code) => !text.includes(`\`${code}\``));

test("every reason is described, and in the engine's order", () => {
  const reasons = listed("src/resolve/decision.rs");
  assert.ok(reasons.length >= 18, `only ${reasons.length} reasons were found`);
  assert.deepEqual(missing(reasons, section("Reasons")), []);
  const rows = [...section("Reasons").matchAll(/^\| `([a-z-]+)` \| (allow|deny|unknown) \|/gm)].map(([, code]) => code);
  // What grants comes first in the engine, where it is no reason to deny; the last two are for pages and explanations.
  const order = reasons.filter((code) => code !== "granted" && rows.includes(code));
  assert.deepEqual(rows.filter((code) => code !== "granted"), order);
});

test("every issue code is described", () => {
  const codes = listed("src/error.rs");
  assert.ok(codes.length >= 30, `only ${codes.length} codes were found`);
  assert.deepEqual(missing(codes, section("Issue codes")), []);
});
