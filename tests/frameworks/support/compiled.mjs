// TypeScript as a strict app compiles it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** What `tsc` says of a file, beside the packages that the repo has: nothing, when all is well. */
export function compiled(name, text, { options, type = "module", beside = {} }) {
  const folder = mkdtempSync(join(tmpdir(), "rolescope-types-"));
  try {
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type }));
    for (const [path, contents] of Object.entries({ ...beside, [name]: text })) writeFileSync(join(folder, path), contents);
    const compilerOptions = { target: "ES2022", lib: ["ES2022", "DOM", "DOM.Iterable"], strict: true, noEmit: true, skipLibCheck: true, jsx: "react-jsx", types: [], ...options };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [name] }));
    return execFileSync(process.execPath, [join(root, "node_modules/.bin/tsc"), "-p", ".", "--pretty", "false"], { cwd: folder, encoding: "utf8" });
  } catch (error) {
    return error.stdout + error.stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
