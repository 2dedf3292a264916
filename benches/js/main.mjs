// Measures everything in one run, writes results.json, results.md and the README's tables, and holds the budgets.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { budgets } from "./budgets.mjs";
import { measureCan } from "./measure/can.mjs";
import { measureChanges } from "./measure/changes.mjs";
import { measureCold } from "./measure/cold.mjs";
import { measureDirectory } from "./measure/directory.mjs";
import { measureGrowth } from "./measure/growth.mjs";
import { measurePages } from "./measure/pages.mjs";
import { measureSize } from "./measure/size.mjs";
import { full, intoReadme } from "./report.mjs";
import { rounded } from "./words.mjs";
import * as workload from "./workload.mjs";

const { values: options } = parseArgs({
  options: {
    "no-gate": { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    native: { type: "string" },
    bytes: { type: "boolean", default: false },
  },
});
// Quick is for working on the bench itself; its numbers are too rough to be kept.
const pace = options.quick ? { count: 7, batchMs: 2, processes: 3 } : { count: 41, batchMs: 8, processes: 21 };

const at = (path) => new URL(path, import.meta.url);
const readJson = (path) => JSON.parse(readFileSync(at(path), "utf8"));

function versions() {
  const own = readJson("package.json");
  return { rolescope: readJson("../../pkg/package.json").version, ...own.dependencies };
}

async function step(name, measure) {
  const start = performance.now();
  const result = await measure(pace);
  console.error(`  ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  return result;
}

/** Everything that takes time, and the bytes. */
async function measureAll() {
  const cpus = availableParallelism();
  if (loadavg()[0] > cpus / 2) console.error(`the machine is busy (load ${loadavg()[0].toFixed(1)} on ${cpus} CPUs): expect rough numbers`);
  const world = workload.onePrincipal();
  return {
    measured: { date: new Date().toISOString().slice(0, 10), node: process.versions.node, cpus },
    versions: versions(),
    workload: {
      seed: workload.SEED,
      accounts: workload.ACCOUNTS,
      subaccounts: workload.SUBACCOUNTS,
      scopes: world.scopes.length,
      roles: workload.ROLES,
      rolePermissions: workload.ROLE_PERMISSIONS,
      permissions: world.permissions.length,
      assignments: world.assignments.length,
    },
    can: await step("checks", measureCan),
    growth: await step("growth", measureGrowth),
    pages: await step("pages", measurePages),
    directory: await step("directory", measureDirectory),
    changes: await step("changes", measureChanges),
    cold: await step("cold start", measureCold),
    size: await step("bytes", measureSize),
    native: options.native ? JSON.parse(readFileSync(options.native, "utf8")) : undefined,
  };
}

/** The last results with their bytes weighed anew: bytes need no quiet machine, and are the same on each. */
const weighAgain = async () => ({ ...readJson("../results.json"), size: await step("bytes", measureSize) });

const measurements = await (options.bytes ? weighAgain() : measureAll());
const results = rounded({ ...measurements, budgets: budgets(measurements) });

console.log(full(results));
if (!options.quick) {
  writeFileSync(at("../results.json"), `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(at("../results.md"), full(results));
  const readme = at("../../README.md");
  if (existsSync(readme)) writeFileSync(readme, intoReadme(readFileSync(readme, "utf8"), results));
}

const missed = results.budgets.filter(({ met }) => !met);
for (const { what, measured, limit } of missed) console.error(`NOT met: ${what}: ${measured}, budget ${limit}`);
if (missed.length > 0 && !options["no-gate"]) process.exitCode = 1;
