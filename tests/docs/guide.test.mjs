// The guide's code runs: each section on the tenant that the stories of its vendor begin with.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { Catalog, Directory } from "rolescope";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const sections = read("docs/guide.md").split("\n## ").slice(1);
const code = (section) => [...section.matchAll(/```js\n([^]*?)```/g)].map(([, text]) => text).join("\n");
const vendorOf = { "A change set": "voiceflow", Twilio: "twilio", Studio: "studio", Voiceflow: "voiceflow", Why: "voiceflow" };

for (const section of sections) {
  const title = section.slice(0, section.indexOf("\n"));
  const vendor = vendorOf[title];
  test(`guide: ${title}`, () => {
    const text = code(section).replace(/^import .*$/gm, "");
    if (vendor === undefined) return assert.equal(text, "", "a section with code needs a vendor");
    const { tenant } = JSON.parse(read(`tests/stories/${vendor}.json`));
    const own = /const directory = /.test(text);
    const given = own ? "" : `const directory = Directory.parse(Catalog.builtin("${vendor}"), tenant);`;
    // Whatever the code throws fails the test.
    const run = new Function("Catalog", "Directory", "tenant", `"use strict"; ${given} ${text}; return directory.revision;`);
    const revision = run(Catalog, Directory, tenant);
    assert.equal(revision, (text.match(/directory\.apply\(/g) ?? []).length);
  });
}

test("guide: what the comments say of a few answers is so", () => {
  const { tenant } = JSON.parse(read("tests/stories/voiceflow.json"));
  const directory = Directory.parse(Catalog.builtin("voiceflow"), tenant);
  const codes = (changes) => directory.simulate(changes).issues.map(({ code }) => code);
  assert.deepEqual(codes([{ type: "narrow", principal: "eve", role: "editor", scope: "P1", permissions: [] }]), ["cannot-restrict"]);
  assert.deepEqual(codes([{ type: "widen", principal: "eve", scope: "P1", role: "editor" }]), ["override-not-eligible"]);
  assert.equal(directory.explain("vic", "project.content.edit", "P2", { by: "adam" }).remedies.length > 0, true);
  const why = directory.explain("vic", "project.content.edit", "P2", { by: "adam" });
  assert.equal(why.reason, "no-grant");
  assert.match(why.message, /^[a-z`].*`project\.content\.edit`/);
});

test("guide: a user reads words, and no ids", () => {
  const { tenant } = JSON.parse(read("tests/stories/voiceflow.json"));
  const section = sections.find((text) => text.startsWith("Why\n"));
  const run = new Function("directory", `"use strict"; ${code(section)}; return text;`);
  assert.equal(run(Directory.parse(Catalog.builtin("voiceflow"), tenant)), "Your role does not include this.");
});

test("guide: anna is offered four roles for somebody new, also for a Studio Admin, and none for the Owner", () => {
  const { tenant } = JSON.parse(read("tests/stories/twilio.json"));
  const directory = Directory.parse(Catalog.builtin("twilio"), tenant);
  const offered = (principal) => directory.assignableRoles({ by: "anna", principal, scope: "AC1" }).filter(({ allowed }) => allowed).length;
  assert.deepEqual([offered("new"), offered("otto")], [4, 0]);
  const [first] = code(sections.find((text) => text.startsWith("Twilio\n"))).match(/^directory\.\w+\(/m);
  assert.equal(first, "directory.assignableRoles(");
  directory.apply([{ type: "assign", principal: "new", role: "studio-admin", scope: "AC1" }], { by: "adam" });
  assert.equal(offered("new"), 4);
});
