// The package as somebody installs it: packed once, and unpacked into throw-away apps.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
const bin = (name) => (name === "npx" ? name : join(root, "node_modules", ".bin", name));

const scratch = mkdtempSync(join(tmpdir(), "rolescope-packaging-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

let tarball;

export function pack() {
  if (tarball === undefined) {
    const [packed] = JSON.parse(execFileSync("npm", ["pack", "--json", "--pack-destination", scratch], { cwd: join(root, "pkg"), encoding: "utf8" }));
    tarball = { path: join(scratch, packed.filename), files: packed.files.map((file) => file.path).sort(), size: packed.size };
  }
  return tarball;
}

/** A new app with the packed package installed, and `files` by their paths. Gives its folder. */
export function app(files) {
  const folder = mkdtempSync(join(scratch, "app-"));
  const all = { "package.json": JSON.stringify({ name: "app", private: true, type: "module" }), ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  // It has no dependency, so nothing is fetched: offline says so.
  execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", "--no-package-lock", pack().path], { cwd: folder, stdio: "pipe" });
  const installed = readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith("."));
  if (installed.join() !== "rolescope") throw new Error(`installed more than the package: ${installed}`);
  return folder;
}

/** Runs a command of the repo in an app. Gives what it prints; throws with all of its output when it fails. */
export function runIn(folder, command, args) {
  const path = command === "node" ? process.execPath : bin(command);
  try {
    return execFileSync(path, args, { cwd: folder, encoding: "utf8", stdio: "pipe", timeout: 120_000 });
  } catch (error) {
    throw new Error(`${command} ${args.join(" ")} failed:\n${error.stdout ?? ""}${error.stderr ?? ""}`, { cause: error });
  }
}

/** What every app says: a main job in a line, from `Catalog`, `Directory` and `Session`. */
export const STORY = `
  const catalog = Catalog.builtin("twilio");
  const directory = Directory.parse(catalog, {
    catalog: "twilio",
    scopes: [{ id: "OR1", type: "organization" }, { id: "AC1", type: "account", parent: "OR1" }],
    principals: [{ id: "US1" }],
    roleAssignments: [{ principal: "US1", role: "studio-viewer", scope: "AC1" }],
  });
  const session = Session.load(catalog, directory.snapshot("US1"));
  const told = [
    session.can("studio.flows.read", "AC1"),
    session.can("studio.flows.delete", "AC1"),
    session.page("/develop/studio/flows", "AC1").state,
    session.page("/trust-hub", "AC1").state,
  ].join(" ");
`;
export const TOLD = "true false visible hidden";
