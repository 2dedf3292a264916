// Every link from the documents to a file or to a heading leads somewhere.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const inFolder = (folder) => readdirSync(join(root, folder)).filter((name) => name.endsWith(".md")).map((name) => join(folder, name));
const documents = [...["", "docs", "docs/frameworks", "docs/moving"].flatMap(inFolder), "pkg/README.md", "tests/vectors/README.md"];

const prose = (path) => readFileSync(join(root, path), "utf8").replace(/^```.*?^```$/gms, "");

/** The anchors of a document's headings, as the usual renderers make them. */
function anchors(path) {
  const headings = [...prose(path).matchAll(/^#+ (.+)$/gm)].map(([, title]) => title);
  return headings.map((title) => title.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-"));
}

function broken(path) {
  const links = [...prose(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
  return links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [file, anchor] = link.split("#");
    const target = file === "" ? path : join(dirname(path), file);
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && !anchors(target).includes(anchor);
  });
}

test("there are documents, and they link to one another", () => {
  assert.ok(documents.includes("README.md") && documents.includes("docs/design.md"));
  assert.match(prose("README.md"), /\]\(docs\/design\.md#/);
});

for (const path of documents) {
  test(`every link in ${path} leads somewhere`, () => assert.deepEqual(broken(path), []));
}
