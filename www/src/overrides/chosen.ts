import type { RoleAssignment } from "rolescope/slim";
import type { ConsoleState } from "../state/model";

/** The role that most people hold. */
export function mostHeld({ server }: ConsoleState): string {
  const counts = new Map<string, number>();
  for (const { role } of server.directory.roleAssignments()) counts.set(role, (counts.get(role) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "";
}

/** The user that the address names; else who is signed in, or the first holder of the role that most people hold. */
export function chosenUser(state: ConsoleState): { rows: RoleAssignment[]; row: RoleAssignment | undefined } {
  const { server, place } = state;
  const all = server.directory.roleAssignments();
  const most = mostHeld(state);
  const usual = all.filter(({ role }) => role === most);
  const at = [place.view.at, place.scope].find((id) => all.some(({ scope }) => scope === id) && (id === place.view.at || usual.some(({ scope }) => scope === id)));
  const rows = all.filter(({ scope }) => scope === (at ?? usual[0]?.scope));
  const row = [place.view.who, place.principal].map((id) => rows.find(({ principal }) => principal === id)).find((found) => found);
  return { rows, row: row ?? rows.find(({ role }) => role === most) ?? rows[0] };
}
