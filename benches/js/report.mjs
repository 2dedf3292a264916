// From results.json to Markdown: the short tables for the README, and results.md with everything.
import { duration, kilobytes, milliseconds, times } from "./words.mjs";

const byId = (list, id) => list.find((entry) => entry.id === id);

/** The first column is text and the others are numbers, unless `numbers` says that only so many of them are. */
function table(head, rows, numbers = head.length) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, i) => (i === 0 || i > numbers ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

const strong = (id, cells) => (id.startsWith("rolescope") ? cells.map((cell) => (cell === "" ? "" : `**${cell}**`)) : cells);

const COLD = { permix: "permix", "casl-flat": "casl-flat", "casl-conditions": "casl-conditions", "casbin-graph": "casbin", "cedar-tree": "cedar" };
const BYTES = { permix: "permix", "casl-flat": "@casl/ability", "casl-conditions": "@casl/ability", "casbin-graph": "casbin", "cedar-tree": "@cedar-policy/cedar-wasm" };

const bytesOf = (id, size) => {
  const bytes = id === "rolescope" ? size.rolescope.inline : size.peers[BYTES[id]];
  return bytes && kilobytes(bytes);
};

function checkRows({ can, growth, cold, size }) {
  return can.contestants.map(({ id, label, ns, ratio }) => {
    const grown = byId(growth.contestants, id);
    const started = byId(cold.contestants, COLD[id] ?? id);
    return strong(id, [
      label,
      times(ratio),
      duration(ns),
      grown ? times(grown.ratio) : "",
      started ? milliseconds(started.ms) : "",
      bytesOf(id, size) ?? "",
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

/**
 * The README's few: by hand, the fastest library, and each library in the form that is sent roles and scopes, as
 * rolescope is.
 */
const SHORT = ["rolescope", "plain", "casl-flat", "casl-conditions", "casbin-graph", "cedar-tree"];

function shortRows({ can, cold, size }) {
  return SHORT.map((id) => {
    const { label, ns, ratio } = byId(can.contestants, id);
    return strong(id, [label, duration(ns), times(ratio), milliseconds(byId(cold.contestants, COLD[id] ?? id).ms), bytesOf(id, size) ?? "no library"]);
  });
}

/** What the README shows of the speed. */
function summary(results) {
  const { can, cold, growth, pages, size } = results;
  const grown = (id) => times(byId(growth.contestants, id).ratio);
  return [
    workloadWords(results),
    "",
    table(["one check", "time", "× look-up", "cold start", "brotli"], shortRows(results)),
    "",
    `× look-up: the time as a multiple of one look-up in a \`Map\` of \`Set\`s that a server has computed for every scope, ${duration(byId(can.contestants, "map-set").ns)}. Cold start: a fresh process of Node imports, loads and decides once. Brotli: what a browser is sent of the library. Flattened: a server has computed the permissions at every scope, so the client knows no end and no reason.`,
    "",
    `A browser that only asks takes \`rolescope/session\`: its checks run the same code, its cold start takes ${milliseconds(byId(cold.contestants, "rolescope-session").ms)}, and it weighs ${kilobytes(size.rolescope.sessionInline)}.`,
    "",
    `From ${growth.sizes.map((n) => n.toLocaleString("en-US")).join(" to ")} role assignments the time of a check becomes ${grown("rolescope")} for rolescope, ${grown("plain")} for the hand-written JS, ${grown("casl-conditions")} for CASL with conditions. \`session.pages(scope)\` with ${pages.pages} pages takes ${duration(pages.first.ns)} the first time at a scope and ${duration(pages.warm.ns)} after that; by hand it takes ${duration(pages.plain.ns)} each time.`,
  ].join("\n");
}

/** What the README shows of the entries and their weight. */
function entries({ size: { rolescope } }) {
  return table(
    ["import", "brotli", "what it is"],
    [
      ["`rolescope`", kilobytes(rolescope.inline), "everything, the engine inlined as text: no configuration, ready when the import is done"],
      ["`rolescope/slim`", kilobytes(rolescope.slim), "everything, the engine as a file of its own, compiled while it is fetched: you write `await init(…)`"],
      ["`rolescope/session`", kilobytes(rolescope.sessionInline), "sessions without `explain`, for pages that only ask: a small engine, inlined"],
      ["`rolescope/session/slim`", kilobytes(rolescope.session), "the same, the engine as a file of its own"],
    ],
    1,
  );
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
    workloadWords(results),
    "",
    table(CHECK_HEAD, checkRows(results)),
    "",
    "× Map→Set: the time as a multiple of one look-up in a `Map` of `Set`s that a server has computed for every scope. An empty cell was not measured, or there is no library to send.",
    "",
    table(["more than one check", "rolescope", "by hand in JS"], otherRows(results)),
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
        ["**rolescope/session: wasm inlined as text**", `**${kilobytes(size.rolescope.sessionInline)}**`],
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

const PARTS = { bytes: entries, bench: summary };

/** The README with what stands between each pair of marks written anew. Without its marks it cannot be written. */
export function intoReadme(readme, results) {
  return Object.entries(PARTS).reduce((text, [name, part]) => {
    const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [from, to] = [open, close].map((mark) => text.indexOf(mark));
    if (from < 0 || to < from) throw new Error(`the README has no ${open} … ${close}`);
    return `${text.slice(0, from + open.length)}\n${part(results)}\n${text.slice(to)}`;
  }, readme);
}
