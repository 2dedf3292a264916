// A session of the small world whose rights go and come back.
import { Directory } from "rolescope";
import { directoryData, T0, world } from "../../facade/world.mjs";

/** Ann reads everywhere. `allow` makes her the manager of S2, who may order there; `deny` takes that back. */
export function both() {
  const { catalog, session } = world();
  let revision = 3;
  const given = (...rows) => {
    const data = { ...directoryData(), revision: ++revision };
    data.roleAssignments.push(...rows);
    session.update(Directory.parse(catalog, data, { now: () => T0 }).snapshot("ann"));
  };
  return { catalog, session, allow: () => given({ principal: "ann", role: "manager", scope: "S2" }), deny: () => given() };
}
