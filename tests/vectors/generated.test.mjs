// The generated questions, put to the built package in Node: the answers are the native engine's.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as api from "rolescope";
import { replay } from "./generated.mjs";

const text = readFileSync(new URL("generated.jsonl", import.meta.url), "utf8");
const lines = text.trimEnd().split("\n").map((line) => JSON.parse(line));

test("every generated question is answered as natively", () => {
  const { count, differences } = replay(api, lines);
  assert.ok(count >= 100_000, `only ${count} questions`);
  assert.deepEqual(differences.slice(0, 10), []);
});

/** The API, but the question number `wrong` to a method gets the answer that `change` makes of the right one. */
function lying(method, wrong, change) {
  let asked = 0;
  const untrue = (object, on) =>
    new Proxy(object, {
      get(of, name) {
        const value = Reflect.get(of, name);
        if (typeof value !== "function") return value;
        return (...args) => {
          const answer = value.apply(of, args);
          if (`${on}.${name}` === method && asked++ === wrong) return change(answer);
          return name === "session" ? untrue(answer, "following") : answer;
        };
      },
    });
  return {
    Catalog: api.Catalog,
    Directory: { parse: (...args) => untrue(api.Directory.parse(...args), "directory") },
    Session: { load: (...args) => untrue(api.Session.load(...args), "session") },
  };
}

const LIES = {
  "directory.check": (decision) => ({ ...decision, reason: "held-elsewhere" }),
  "directory.can": (can) => !can,
  "directory.listPermissions": (ids) => [...ids, "one.more"],
  "directory.listScopes": (ids) => [...ids, "one-more"],
  "directory.listPrincipals": (ids) => [...ids, "one-more"],
  "following.can": (can) => !can,
  "following.pages": (pages) => [...pages, { id: "one-more", state: "visible", reason: "granted", missing: [], children: [] }],
  "session.check": (decision) => ({ ...decision, reason: "held-elsewhere" }),
  "session.can": (can) => !can,
  "session.page": (page) => ({ ...page, state: "open" }),
};

for (const [method, change] of Object.entries(LIES)) {
  test(`one wrong answer of ${method} among all is noticed`, () => {
    const { differences } = replay(lying(method, 7, change), lines.slice(0, 3));
    assert.equal(differences.length, 1, differences.join("\n"));
  });
}
