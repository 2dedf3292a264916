import type { Place } from "../../state/address";
import type { Loaded } from "../use-judged";

/** Who, what, where. */
export interface Asked {
  principal: string;
  permission: string;
  scope: string;
}

/** What the address asks; what it leaves open is the console's own person and place, or the first that there is. */
export function askedOf({ view, principal, scope }: Place, { catalog, directory }: Loaded): Asked {
  const among = (rows: { id: string }[], wanted: string) => (rows.some(({ id }) => id === wanted) ? wanted : (rows[0]?.id ?? ""));
  const who = view.principal || among(directory.principals(), principal);
  const where = view.scope || firstWith(directory, who, among(directory.scopes(), scope));
  return { principal: who, scope: where, permission: view.permission || (directory.listPermissions(who, where)[0] ?? catalog.permissions()[0]?.id ?? "") };
}

/** The scope, if anything is granted there; else the first where something is. */
function firstWith(directory: Loaded["directory"], principal: string, scope: string): string {
  const grants = (id: string) => directory.listPermissions(principal, id).length > 0;
  return grants(scope) ? scope : (directory.scopes().find(({ id }) => grants(id))?.id ?? scope);
}
