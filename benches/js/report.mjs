// From results.json to Markdown: the short table for the README, and results.md with everything.
import { duration, kilobytes, milliseconds, times } from "./words.mjs";

const byId = (list, id) => list.find((entry) => entry.id === id);

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

const strong = (id, cells) => (id.startsWith("rolescope") ? cells.map((cell) => (cell === "" ? "" : `**${cell}**`)) : cells);

const COLD = { permix: "permix", "casl-flat": "casl-flat", "casl-conditions": "casl-conditions", "casbin-graph": "casbin", "cedar-tree": "cedar" };
const BYTES = { permix: "permix", "casl-flat": "@casl/ability", "casl-conditions": "@casl/ability", "casbin-graph": "casbin", "cedar-tree": "@cedar-policy/cedar-wasm" };

function checkRows({ can, growth, cold, size }) {
  return can.contestants.map(({ id, label, ns, ratio }) => {
    const grown = byId(growth.contestants, id);
    const started = byId(cold.contestants, COLD[id] ?? id);
    const bytes = id === "rolescope" ? size.rolescope.slim : size.peers[BYTES[id]];
    return strong(id, [
      label,
      times(ratio),
      duration(ns),
      grown ? times(grown.ratio) : "",
      started ? milliseconds(started.ms) : "",
      bytes ? kilobytes(bytes) : "",
    ]);
  });
}

const CHECK_HEAD = ["one check", "× Map→Set", "time", "10 → 10,000 assignments", "cold start", "brotli"];

function otherRows({ pages, directory, changes }) {
  const { list, load } = directory;
  const row = (what, own, hand) => [what, `**${duration(own)}**`, hand === null ? "" : duration(hand)];
  return [
    row(`\`session.pages(scope)\`, ${pages.pages} pages, warm`, pages.warm.ns, pages.plain.ns),
    row(`\`session.pages(scope)\`, ${pages.pages} pages, first at a scope`, pages.first.ns, pages.plain.ns),
    row(`\`listPrincipals\`, ${list.answers.median} ids`, list.typical.rolescope, list.typical.plain),
    row(`\`listPrincipals\`, ${list.largestAnswers.median} ids`, list.largest.rolescope, list.largest.plain),
    row(
      `load of ${directory.principals.toLocaleString("en-US")} principals × ${directory.each} from ${(directory.textBytes / 1e6).toFixed(1)} MB of text`,
      load.rolescope,
      load.plain,
    ),
    row("`apply` of one assignment, and the next check", changes.apply, null),
    row(`\`simulate\` of ${changes.set} changes`, changes.simulate, null),
    row("`explain`", changes.explain, null),
  ];
}

const COLD_PARTS = ["import", "catalog", "session", "decision"];

function partRows({ contestants }) {
  return contestants.filter(({ parts }) => parts).map(({ label, parts }) => [label, ...COLD_PARTS.map((part) => milliseconds(parts[part]))]);
}

function workloadWords({ workload, can, measured }) {
  return `One organization, ${workload.accounts} accounts × ${workload.subaccounts} subaccounts (${workload.scopes.toLocaleString("en-US")} scopes), ${workload.roles} roles of up to ${workload.rolePermissions.max} out of ${workload.permissions} permissions, one principal with ${workload.assignments} role assignments; ${can.questions.count.toLocaleString("en-US")} random questions, half of them allowed, on which all agree. Medians of interleaved rounds in one run: Node ${measured.node}, ${measured.cpus} CPUs, ${measured.date}.`;
}

/** What the README shows between its two marks. */
function summary(results) {
  return [
    workloadWords(results),
    "",
    table(CHECK_HEAD, checkRows(results)),
    "",
    table(["more than one check", "rolescope", "by hand in JS"], otherRows(results)),
  ].join("\n");
}

function nativeSection({ native }) {
  if (!native) return [];
  return [
    "## Native",
    "",
    `The Rust crate by itself, ${native.principals.toLocaleString("en-US")} principals × ${native.each}.`,
    "",
    table(
      ["what", "measured"],
      [
        [`load from ${(native.text_bytes / 1e6).toFixed(0)} MB of text`, duration(native.load_ns)],
        ["bytes kept for each assignment, beside the ids' text", `${native.bytes_per_assignment.toFixed(1)} B`],
        [`\`list_principals\`, ${Math.round(native.list_principals_ids).toLocaleString("en-US")} ids`, duration(native.list_principals_ns)],
        ["`can`", duration(native.can_ns)],
      ],
    ),
    "",
  ];
}

export function full(results) {
  const { versions, cold, size, growth, budgets } = results;
  return [
    "# Benchmark",
    "",
    "Written by `npm run bench` from results.json. Read the ratios first: a time belongs to the machine it was taken on.",
    "",
    summary(results),
    "",
    "## Contestants",
    "",
    "Each is asked in its own words, translated before the clock starts, and in the form that was fastest among those its documentation shows.",
    "Flattened means that a server has computed the permissions at every scope and the client cannot: no change, no expiry, no reason. Scopes with equal permissions share one set, instance or policy set.",
    "",
    table(["package", "version"], Object.entries(versions)),
    "",
    "permix 4 asks for Node 22. It runs here because its rules are given when it is created.",
    "",
    "## Growth",
    "",
    table(
      ["one check", ...growth.sizes.map((n) => `${n.toLocaleString("en-US")} assignments`), "ratio"],
      growth.contestants.map(({ id, label, few, many, ratio }) => strong(id, [label, duration(few), duration(many), times(ratio)])),
    ),
    "",
    "## Cold start",
    "",
    `A fresh process imports, loads what a client is sent for one principal, and decides once; medians of ${cold.processes} interleaved processes.`,
    "",
    table(
      ["contestant", "import, load, decide", "whole process"],
      cold.contestants.map(({ id, label, ms, wholeMs }) => strong(id, [label, milliseconds(ms), milliseconds(wholeMs)])),
    ),
    "",
    "What it consists of: the import compiles the engine, the catalog and the snapshot are read and checked, and the first decision resolves a scope.",
    "",
    table(["contestant", ...COLD_PARTS], partRows(cold)),
    "",
    "## Bytes",
    "",
    "Bundled, minified, brotli at its highest, wasm included; a KB is 1,024 bytes.",
    "",
    table(
      ["what", "bytes"],
      [
        [`**rolescope/slim: glue ${kilobytes(size.rolescope.glue)}, wasm ${kilobytes(size.rolescope.wasm)}**`, `**${kilobytes(size.rolescope.slim)}**`],
        ["**rolescope: one file, wasm inlined as text**", `**${kilobytes(size.rolescope.inline)}**`],
        ["**rolescope/session/slim, glue and wasm**", `**${kilobytes(size.rolescope.session)}**`],
        ...size.catalogs.map(({ id, bytes }) => [`catalog ${id}, as text`, kilobytes(bytes)]),
        ...Object.entries(size.peers).map(([name, bytes]) => [name, kilobytes(bytes)]),
      ],
    ),
    "",
    ...nativeSection(results),
    "## Budgets",
    "",
    table(["what", "measured", "budget", ""], budgets.map(({ what, measured, limit, met }) => [what, measured, `≤ ${limit}`, met ? "met" : "**NOT met**"])),
    "",
  ].join("\n");
}

const MARKS = ["<!-- bench -->", "<!-- /bench -->"];

/** The README with its table replaced; unchanged where it has no marks. */
export function intoReadme(readme, results) {
  const [from, to] = MARKS.map((mark) => readme.indexOf(mark));
  if (from < 0 || to < from) return readme;
  return `${readme.slice(0, from + MARKS[0].length)}\n${summary(results)}\n${readme.slice(to)}`;
}
