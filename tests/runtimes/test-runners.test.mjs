// The packed package in the tests of an app: Vitest and Jest, ES modules and CommonJS, without configuration for it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { STORY, TOLD } from "../packaging/packed.mjs";
import { appWithTools, runTool, tool } from "./tools.mjs";

const NAMES = "{ Catalog, Directory, Session }";
const ESM = `import ${NAMES} from "rolescope";`;
const CJS = `const ${NAMES} = require("rolescope");`;
const says = (expected) => `test("the story", () => {${STORY}expect(told).toBe(${JSON.stringify(expected)});});`;

function vitest(text) {
  const folder = appWithTools({ "story.test.js": `import { expect, test } from "vitest";${text}` });
  return runTool(folder, tool("vitest/vitest.mjs"), ["run", "--configLoader=runner", "--reporter=verbose"]);
}

function jest(name, text, env = {}) {
  const folder = appWithTools({
    [name]: text,
    // The text as it is: what an app lets Babel or TypeScript make of it is CommonJS or ES modules again.
    "jest.config.json": JSON.stringify({ testMatch: [`<rootDir>/${name}`], transform: {}, cacheDirectory: "<rootDir>/.cache", watchman: false }),
  });
  return runTool(folder, tool("jest/bin/jest.js"), ["--ci", "--runInBand"], env);
}

test("Vitest", () => {
  assert.match(vitest(ESM + says(TOLD)), /Tests\s+1 passed/);
  assert.throws(() => vitest(ESM + says("nonsense")), /nonsense/);
});

test("Jest: CommonJS", () => {
  jest("story.test.cjs", CJS + says(TOLD));
  assert.throws(() => jest("story.test.cjs", CJS + says("nonsense")), new RegExp(`Received: "${TOLD}"`));
});

test("Jest: ES modules", () => {
  const env = { NODE_OPTIONS: "--experimental-vm-modules", NODE_NO_WARNINGS: "1" };
  jest("story.test.mjs", ESM + says(TOLD), env);
  assert.throws(() => jest("story.test.mjs", ESM + says("nonsense"), env), new RegExp(`Received: "${TOLD}"`));
});
