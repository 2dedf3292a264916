// What the tests of every framework ask: `ann` is a clerk in both stores, and manages S1 in the second hour.
import { Catalog, Directory, Session } from "rolescope";
import { catalogData, directoryData, HOUR, iso, T0 } from "../facade/world.mjs";

export const READ = "stock.items.read";
export const ORDER = "stock.items.order";

/** A session in the hour in which Ann manages S1, and snapshots with less and with more for `update`. */
export function shop({ at = T0 + HOUR, ...options } = {}) {
  const clock = { time: at };
  const now = () => clock.time;
  const catalog = Catalog.parse(catalogData());
  const snapshotOf = (roleAssignments, revision) =>
    Directory.parse(catalog, { ...directoryData(), revision, roleAssignments }, { now }).snapshot("ann");
  const clerk = { principal: "ann", role: "clerk", scope: "R1" };
  const manager = { principal: "ann", role: "manager", scope: "S1", startsAt: iso(T0 + HOUR), expiresAt: iso(T0 + 2 * HOUR) };
  const snapshot = snapshotOf([clerk, manager], 3);
  const load = (text = snapshot) => Session.load(catalog, text, { now, ...options });
  return { clock, catalog, snapshot, load, session: load(), demoted: snapshotOf([clerk], 4), promoted: snapshotOf([clerk, { ...manager, scope: "S2" }, manager], 5) };
}

/** What is reported while `run` runs. */
export async function complaints(run) {
  const said = [];
  const kept = [console.error, console.warn];
  console.error = console.warn = (...args) => said.push(args.map(String).join(" "));
  try {
    await run();
  } finally {
    [console.error, console.warn] = kept;
  }
  return said;
}

export { after, eventually } from "./eventually.mjs";
