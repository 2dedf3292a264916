// Commands and files, for the scripts beside it. Node's own modules only: it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../", import.meta.url));
export const toolsDir = join(root, ".tools");
export const at = (...path) => join(root, ...path);

/** What is said to somebody who lacks something, without a stack. */
export class Problem extends Error {}

/** Runs `main` and turns what it throws into a message and an exit code. */
export async function asScript(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Problem ? `error: ${error.message}` : error);
    process.exitCode = 1;
  }
}

export const isMain = (meta) => process.argv[1] === fileURLToPath(meta.url);

/** The environment of every command: tools of the repo first. */
export function environment(extra = {}) {
  const path = [join(toolsDir, "bin"), at("node_modules", ".bin"), process.env.PATH].join(delimiter);
  return { ...process.env, PATH: path, ...extra };
}

/** Runs a command and shows its output. Throws when it fails. */
export function run(command, args, { cwd = root, env } = {}) {
  const { status, signal, error } = spawnSync(command, args, { cwd, env: environment(env), stdio: "inherit" });
  if (error) throw new Problem(`\`${command}\` cannot be run: ${error.message}`);
  if (status !== 0) throw new Problem(`\`${command} ${args.join(" ")}\` ended with ${signal ?? `exit code ${status}`}`);
}

/** The output of a command, or undefined when it is missing or fails. */
export function output(command, args, { cwd = root } = {}) {
  const { status, stdout } = spawnSync(command, args, { cwd, env: environment(), encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/** Whether every one of `outputs` is there and newer than all of `inputs`, folders walked. */
export function isUpToDate(inputs, outputs) {
  if (!outputs.every((path) => existsSync(path))) return false;
  const made = Math.min(...outputs.map((path) => statSync(path).mtimeMs));
  return newest(inputs) <= made;
}

function newest(paths) {
  let latest = 0;
  for (const path of paths) {
    if (!existsSync(path)) continue;
    const stat = statSync(path);
    const time = stat.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : stat.mtimeMs;
    latest = Math.max(latest, time);
  }
  return latest;
}
