import { principalName, roleName, scopeName, useConsole } from "../state/context";
import type { ConsoleState } from "../state/model";
import { withTimes, Words } from "./Words";

/** A message of the engine: what stands in backticks is code, and an id of the tenant is shown by its name. */
export function Message({ text }: { text: string }) {
  const state = useConsole();
  return <Words text={text} name={(id) => nameOf(state, id)} />;
}

/** The same as text alone, where no markup can stand. A role is called by its name too. */
export function messageText(state: ConsoleState, text: string): string {
  return withTimes(text).split("`").map((part, index) => (index % 2 === 0 ? part : (nameOf(state, part) ?? roleName(state, part)))).join("");
}

/** The name behind an id. A row without an id of its own is called by its key; a long one is cut at the end. */
function nameOf(state: ConsoleState, id: string): string | undefined {
  const { directory } = state.server;
  const named = [...directory.scopes(), ...directory.principals()].find((row) => row.id === id)?.name;
  if (named || !id.includes("|")) return named;
  const cut = id.endsWith("…") ? id.slice(0, -1) : null;
  const rows = [...directory.roleAssignments(), ...directory.overrides()].filter((row) => (cut === null ? row.id === id : row.id.startsWith(cut)));
  const [row] = rows;
  return row && `“${principalName(state, row.principal)}: ${roleName(state, row.role)} at ${scopeName(state, row.scope)}”`;
}
