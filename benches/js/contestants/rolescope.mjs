import { Catalog, Directory, Session } from "rolescope";
import { PRINCIPAL, catalogText, directoryText } from "../workload.mjs";

const HOUR = 3_600_000;

/** The texts that a server would keep and send: the catalog, which one it is, and the principal's snapshot, which expires. */
export function texts(world) {
  const catalog = catalogText(world);
  const parsed = Catalog.parse(catalog);
  const identity = JSON.stringify({ id: parsed.id, version: parsed.version, hash: parsed.hash });
  const directory = Directory.parse(parsed, directoryText(world));
  return { catalog, identity, snapshot: directory.snapshot(PRINCIPAL, { expiresIn: HOUR }) };
}

function load(world) {
  const { catalog, snapshot } = texts(world);
  return Session.load(Catalog.parse(catalog), snapshot);
}

export const rolescope = {
  id: "rolescope",
  label: "rolescope, `session.can`",
  create(world) {
    const session = load(world);
    return { can: (permission, scope) => session.can(permission, scope) };
  },
};

/** A view is held by what shows one place and is asked many times there. The question names no scope. */
export const rolescopeView = {
  id: "rolescope-view",
  label: "rolescope, `view.can` at one scope, held",
  byScope: true,
  create(world) {
    const session = load(world);
    const views = new Map(world.scopes.map(({ id }) => [id, session.at(id)]));
    return {
      askScope: (scope) => views.get(scope),
      can: (permission, view) => view.can(permission),
    };
  },
};
