// The apps of the documents, and what they are run with.
import { readFileSync } from "node:fs";
import { Catalog, Directory, Session } from "rolescope";

/** The code blocks of a document. */
export function blocks(name, language) {
  const text = readFileSync(new URL(`../../../docs/frameworks/${name}.md`, import.meta.url), "utf8");
  return [...text.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, "g"))].map(([, code]) => code);
}

/** Snapshots of somebody with one role on an account, each newer than the last, and a session of the first. */
export function account(role) {
  const catalog = Catalog.builtin("twilio");
  let revision = 0;
  const snapshot = (role) =>
    Directory.parse(catalog, {
      catalog: "twilio",
      revision: ++revision,
      scopes: [{ id: "OR1", type: "organization" }, { id: "AC1", type: "account", parent: "OR1" }],
      principals: [{ id: "US1" }],
      roleAssignments: [{ principal: "US1", role, scope: "AC1" }],
    }).snapshot("US1");
  const first = snapshot(role);
  return { first, snapshot, session: Session.load(catalog, first) };
}
