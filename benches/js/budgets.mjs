// The budgets that a release is held to. Each reads its figure from the results; nothing is measured here.
import { KB, duration, kilobytes, times } from "./words.mjs";

const LIBRARIES = ["permix", "casl-flat", "casl-conditions", "casbin-cached", "casbin-graph", "cedar-flat", "cedar-tree"];

const byId = (list, id) => list.find((entry) => entry.id === id);
const least = (list, ids, key) => Math.min(...ids.map((id) => byId(list, id)[key]));

function budget(what, measured, limit, words) {
  return { what, measured: words(measured), limit: words(limit), met: measured <= limit };
}

export function budgets({ can, growth, pages, directory, changes, cold, size, native }) {
  const session = byId(can.contestants, "rolescope");
  const ns = { ms: 1e6, us: 1e3 };
  const list = [
    budget("`session.can` beside Map→Set", session.ratio, 1.3, times),
    budget("`session.can` beside the fastest library", session.ns / least(can.contestants, LIBRARIES, "ns"), 1, times),
    budget("`view.can` beside Map→Set", byId(can.contestants, "rolescope-view").ratio, 0.7, times),
    budget("a check, from 10 to 10,000 assignments", byId(growth.contestants, "rolescope").ratio, 1.2, times),
    budget("`pages(scope)`, warm", pages.warm.ns, 1 * ns.us, duration),
    budget("`pages(scope)`, first at a scope", pages.first.ns, 100 * ns.us, duration),
    budget("`listPrincipals`, answers of up to 1,000 ids", directory.list.largest.rolescope, 50 * ns.us, duration),
    budget("load of 10,000 principals × 5", directory.load.rolescope, 30 * ns.ms, duration),
    budget("`apply` of one assignment, and the next check", changes.apply, 50 * ns.us, duration),
    budget("`simulate` of 100 changes", changes.simulate, 20 * ns.ms, duration),
    budget("`explain`", changes.explain, 200 * ns.us, duration),
    ...["rolescope", "rolescope-session"].map((id) => {
      const { label, ms } = byId(cold.contestants, id);
      const casl = least(cold.contestants, ["casl-conditions", "casl-flat"], "ms");
      return budget(`cold start of \`${label}\` beside CASL's faster form`, ms / casl, 1, times);
    }),
    budget("shipped bytes, `slim` glue and wasm", size.rolescope.slim, 70 * KB, kilobytes),
    budget("shipped bytes, `session` with its engine inlined", size.rolescope.sessionInline, 35 * KB, kilobytes),
    budget("shipped bytes, `session/slim` glue and wasm", size.rolescope.session, 35 * KB, kilobytes),
    ...size.catalogs.map(({ id, bytes }) => budget(`shipped bytes, catalog ${id}`, bytes, 8 * KB, kilobytes)),
  ];
  if (native) {
    list.push(
      budget("native: load of 1,000,000 principals × 5", native.load_ns, 4_000 * ns.ms, duration),
      budget("native: bytes for each assignment beside the ids", native.bytes_per_assignment, 40, (n) => `${n.toFixed(1)} B`),
      budget("native: `list_principals` over 1,000,000", native.list_principals_ns, 10 * ns.ms, duration),
    );
  }
  return list;
}
