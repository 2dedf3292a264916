// A fresh process: import, load what a client is sent for one principal, decide once. Node's own start is not in it;
// the whole process is reported beside it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { caslRules } from "../contestants/casl.mjs";
import { flatten } from "../contestants/flatten.mjs";
import { texts } from "../contestants/rolescope.mjs";
import { median } from "../harness.mjs";
import { onePrincipal } from "../workload.mjs";
import { ask } from "./can.mjs";

const SCRIPTS = [
  { id: "plain", label: "hand-written JS" },
  { id: "rolescope", label: "rolescope" },
  { id: "rolescope-session", label: "rolescope/session" },
  { id: "permix", label: "permix, flattened per scope" },
  { id: "casl-conditions", label: "CASL 7, with conditions" },
  { id: "casl-flat", label: "CASL 7, flattened per scope" },
  { id: "casbin", label: "casbin, over the scope graph" },
  { id: "cedar", label: "Cedar wasm, over the scope tree" },
];

/** Each different set of permissions once, and for each scope the number of its set. */
function sets(world, form) {
  const flat = flatten(world);
  const different = [...new Set(flat.values())];
  return {
    sets: different.map(form),
    scopes: Object.fromEntries([...flat].map(([scope, set]) => [scope, different.indexOf(set)])),
  };
}

function writeInputs(folder, world, question) {
  // Nobody is asked for a page, so nobody is sent any.
  const { catalog, identity, snapshot } = texts({ ...world, pages: [] });
  const dotless = (set) => Object.fromEntries(world.permissions.map((id) => [id.replaceAll(".", "-"), set.has(id)]));
  const files = {
    "catalog.json": catalog,
    "identity.json": identity,
    "snapshot.json": snapshot,
    "question.json": JSON.stringify(question),
    "world.json": JSON.stringify({ ...world, pages: [] }),
    "permix.json": JSON.stringify(sets(world, dotless)),
    "casl-flat.json": JSON.stringify(sets(world, (set) => [...set].map((action) => ({ action })))),
    "casl-conditions.json": JSON.stringify({
      rules: caslRules(world),
      parents: Object.fromEntries(world.scopes.map(({ id, parent }) => [id, parent])),
    }),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

function start(id, folder, expected) {
  const script = new URL(`../cold/${id}.mjs`, import.meta.url).pathname;
  const before = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, folder], { encoding: "utf8" });
  const whole = performance.now() - before;
  if (status !== 0) throw new Error(`the cold start of ${id} failed: ${stderr}`);
  const { elapsed, parts, allowed } = JSON.parse(stdout);
  if (allowed !== expected) throw new Error(`the cold start of ${id} decided ${allowed}, not ${expected}`);
  return { elapsed, parts, whole };
}

/** For each part that a script tells apart, the median over its processes; nothing for one that tells none apart. */
function partsOf(processes) {
  const parts = processes[0].parts.map(([name], i) => [name, median(processes.map(({ parts }) => parts[i][1]))]);
  return parts.length > 0 ? Object.fromEntries(parts) : undefined;
}

export function measureCold({ processes }) {
  const world = onePrincipal();
  const asked = ask(world);
  const at = asked.answers.indexOf(true);
  const folder = mkdtempSync(join(tmpdir(), "rolescope-bench-"));
  try {
    writeInputs(folder, world, { permission: asked.permissions[at], scope: asked.scopes[at] });
    const times = new Map(SCRIPTS.map(({ id }) => [id, []]));
    // The first pass only fills the file cache.
    for (let pass = 0; pass <= processes; pass++) {
      for (const { id } of SCRIPTS) {
        const time = start(id, folder, true);
        if (pass > 0) times.get(id).push(time);
      }
    }
    const contestants = SCRIPTS.map(({ id, label }) => ({
      id,
      label,
      ms: median(times.get(id).map(({ elapsed }) => elapsed)),
      wholeMs: median(times.get(id).map(({ whole }) => whole)),
      parts: partsOf(times.get(id)),
    }));
    return { processes, contestants };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
