// What is used, for the suite that looks for the rest: files, exports and dependencies that nothing uses fail it.
import { readFileSync } from "node:fs";

const { exports, peerDependencies } = JSON.parse(readFileSync(new URL("pkg/package.json", import.meta.url), "utf8"));

/** The sources of the files that the package exports, whatever the condition. */
function sources(exported) {
  if (typeof exported !== "string") return Object.values(exported).flatMap(sources);
  const name = /^\.\/dist\/((?!cjs\/)[\w/-]+)\.js$/.exec(exported)?.[1];
  return name === undefined ? [] : [`src/${name}.ts`];
}

export default {
  workspaces: {
    ".": {
      // The others are npm's commands, or imported by those.
      entry: ["scripts/builtin-names.mjs", "scripts/typescript-6.mjs"],
      project: ["scripts/*.mjs"],
      // Its command is `wasm-opt`.
      ignoreDependencies: ["binaryen"],
    },
    pkg: {
      // wire-check.ts is there to be compiled: it compares the hand-written types with the generated ones.
      entry: [...new Set(sources(exports)), "src/bin.ts", "src/wire-check.ts"],
      project: ["src/**/*.ts"],
      // Made by the build, and external to the bundle.
      ignoreUnresolved: ["./engine.wasm", "./session.wasm"],
      // What compiling and checking the adapters needs besides what they import.
      ignoreDependencies: ["@angular/compiler", "@angular/compiler-cli", "rxjs", "typescript-6", ...Object.keys(peerDependencies)],
    },
    www: {},
    tests: {
      entry: ["**/*.test.mjs", "facade/soak.mjs", "packaging/types/*.ts"],
      // Written by the test that compiles it.
      ignoreUnresolved: ["./names.js"],
      // The first is a command, the second is read as a file.
      ignoreDependencies: ["@arethetypeswrong/cli", "axe-core"],
    },
    // The apps of the tests use these.
    "tests/frameworks": {
      // The second is given to Node as hooks; the third are compiled.
      entry: ["*.test.mjs", "resolve-from.mjs", "types/*"],
      // Files of the apps that the tests serve.
      ignoreUnresolved: ["/app.js", "/session.js"],
      ignoreDependencies: [/.+/],
    },
    "tests/runtimes": {
      entry: ["*.test.mjs"],
      ignoreDependencies: ["bun", "deno", "jest", "next", "react", "react-dom", "vitest"],
    },
    "tests/api-docs": { entry: ["*.test.mjs"], ignoreDependencies: ["typedoc"] },
    "benches/js": { entry: ["main.mjs", "cold/*.mjs"] },
  },
  ignoreIssues: {
    // Written from the engine's types, all of them.
    "pkg/src/wire.ts": ["types"],
    // The build lets what is bundled beside the shared files ask them.
    "pkg/src/{core,session-only-core}.ts": ["exports"],
  },
};
