#!/usr/bin/env node
// The command `rolescope`: what the engine says of a team's own files, and the types of its catalog.
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import process from "node:process";
import { Catalog, Directory, isRolescopeError } from "./index.js";
import { literalNames } from "./literal-names.js";
import type { Issue } from "./types.js";

const USAGE = `usage: rolescope types CATALOG [--name NAME] [--out FILE]
       rolescope lint CATALOG
       rolescope check CATALOG DIRECTORY

  types   writes the ids of a catalog as TypeScript literals, for \`Catalog.parse<NAME>(text)\`
  lint    says what in a catalog deserves a second look
  check   says what is wrong with a directory

  CATALOG and DIRECTORY are JSON files. CATALOG may be the id of a built-in catalog instead.
  --name NAME  the name of the type, \`CatalogNames\` when absent
  --out FILE   writes to a file and not to the standard output
  --help, --version

exit code: 0 when all is well, 1 when something was found, 2 when the command cannot do what it is told
`;

const FINE = 0;
const FOUND = 1;
const REFUSED = 2;

/** Why the command cannot do what it is told. */
class Refusal extends Error {
  readonly usage: boolean;

  constructor(message: string, usage = false) {
    super(message);
    this.usage = usage;
  }
}

/** The faults of a file that was read. */
class Faulty extends Error {
  readonly path: string;
  readonly issues: Issue[];

  constructor(path: string, issues: Issue[]) {
    super();
    this.path = path;
    this.issues = issues;
  }
}

type Options = Map<string, string>;

interface Command {
  files: string[];
  options: string[];
  run(paths: string[], options: Options): number;
}

const COMMANDS = new Map<string, Command>([
  ["types", { files: ["CATALOG"], options: ["--name", "--out"], run: types }],
  ["lint", { files: ["CATALOG"], options: [], run: lint }],
  ["check", { files: ["CATALOG", "DIRECTORY"], options: [], run: check }],
]);

function types([path = ""]: string[], options: Options): number {
  const name = options.get("--name") ?? "CatalogNames";
  const out = options.get("--out");
  // A capital at the start: no keyword of the language has one.
  if (!/^[A-Z][A-Za-z0-9_$]*$/.test(name)) throw new Refusal(`\`${name}\` is no name for a type: a capital letter, then letters and digits`);
  const catalog = catalogOf(path);
  const rows = { permissions: catalog.permissions(), roles: catalog.roles(), pages: catalog.pages() };
  const source = JSON.stringify(basename(path));
  const text = `// Written by \`rolescope types\` from ${source}. Do not edit.

/** The ids of the catalog ${JSON.stringify(catalog.id)}: \`Catalog.parse<${name}>(text)\`. */
export interface ${name} ${literalNames(rows)}
`;
  if (out === undefined) process.stdout.write(text);
  else write(out, text);
  return FINE;
}

function lint([path = ""]: string[]): number {
  const issues = catalogOf(path).lint();
  process.stdout.write(lines(path, issues));
  return issues.length > 0 ? FOUND : FINE;
}

// What a directory warns of may be meant: only errors are counted.
function check([path = "", directoryPath = ""]: string[]): number {
  const catalog = catalogOf(path);
  const { issues } = parsed(directoryPath, (text) => Directory.parse(catalog, text));
  process.stdout.write(lines(directoryPath, issues));
  return issues.some(({ severity }) => severity === "error") ? FOUND : FINE;
}

/** A file has a dot or a slash in its name; anything else is the id of a built-in catalog. */
function catalogOf(argument: string): Catalog {
  return /[./\\]/.test(argument) ? parsed(argument, (text) => Catalog.parse(text)) : builtin(argument);
}

function builtin(id: string): Catalog {
  try {
    return Catalog.builtin(id as "twilio");
  } catch (error) {
    if (!isRolescopeError(error)) throw error;
    const [issue] = error.issues;
    throw new Refusal(`${error.message}${issue?.hint === undefined ? "" : ` (${issue.hint})`}; a file has a dot or a slash in its name, as in \`./${id}\``);
  }
}

function parsed<T>(path: string, parse: (text: Uint8Array) => T): T {
  const text = read(path);
  try {
    return parse(text);
  } catch (error) {
    if (isRolescopeError(error)) throw new Faulty(path, error.issues);
    throw error;
  }
}

function read(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Refusal(`\`${path}\` cannot be read: ${why(error)}`);
  }
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new Refusal(`\`${path}\` cannot be written: ${why(error)}`);
  }
}

const REASONS: Record<string, string> = {
  ENOENT: "there is no such file or folder",
  EISDIR: "it is a folder",
  EACCES: "it is not permitted",
};

function why(error: unknown): string {
  const { code = "", message } = error as { code?: string; message: string };
  return REASONS[code] ?? message;
}

/** Each issue in a line: `FILE: error: unknown role `admn` (did you mean `admin`?) [unknown-role at roles[2].inherits[0]]`. */
function lines(path: string, issues: Issue[]): string {
  const line = ({ code, severity, path: at, message, hint }: Issue): string => {
    const place = at.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("").replace(/^\./, "");
    const where = place === "" ? code : `${code} at ${place}`;
    return `${path}: ${severity}: ${message}${hint === undefined ? "" : ` (${hint})`} [${where}]\n`;
  };
  return issues.map(line).join("");
}

function main([name, ...args]: readonly string[]): number {
  if (name === "help" || [name, ...args].some((arg) => arg === "--help" || arg === "-h")) {
    process.stdout.write(USAGE);
    return FINE;
  }
  if (name === "--version" || name === "-v") {
    const { version } = JSON.parse(new TextDecoder().decode(readFileSync(new URL("../package.json", import.meta.url))));
    process.stdout.write(`${version}\n`);
    return FINE;
  }
  if (name === undefined) throw new Refusal("no command is given", true);
  const command = COMMANDS.get(name);
  if (command === undefined) throw new Refusal(`unknown command \`${name}\``, true);
  const { files, options } = sorted(args, command.options);
  if (files.length !== command.files.length) throw new Refusal(`\`${name}\` takes ${command.files.join(" and ")}`, true);
  return command.run(files, options);
}

/** Files and options, which may stand in any order: `--name NAME` or `--name=NAME`. */
function sorted(args: string[], known: string[]): { files: string[]; options: Options } {
  const files: string[] = [];
  const options: Options = new Map();
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (!arg.startsWith("-")) {
      files.push(arg);
      continue;
    }
    const [option = "", ...given] = arg.split("=");
    if (!known.includes(option)) throw new Refusal(`unknown option \`${option}\``, true);
    const value = given.length > 0 ? given.join("=") : rest.shift();
    if (value === undefined || value === "") throw new Refusal(`\`${option}\` needs a value`, true);
    options.set(option, value);
  }
  return { files, options };
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  if (error instanceof Faulty) {
    // Not among the types, which may be on their way into a file.
    const output = process.argv[2] === "types" ? process.stderr : process.stdout;
    output.write(lines(error.path, error.issues));
    process.exitCode = FOUND;
  } else if (error instanceof Refusal) {
    process.stderr.write(`error: ${error.message}\n${error.usage ? `\n${USAGE}` : ""}`);
    process.exitCode = REFUSED;
  } else throw error;
}
