import type { Change, Resource } from "rolescope/slim";
import { actorOf, principalName, roleName, scopeName, type Said } from "../state/context";
import type { ConsoleState } from "../state/model";
import { plural } from "../parts/reasons";

const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });

/** A time as the engine takes it, in words. What is no time is shown as it stands. */
function dateText(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : DATE.format(date);
}

export function periodText({ startsAt, expiresAt }: { startsAt?: string; expiresAt?: string }): string {
  return [startsAt && `from ${dateText(startsAt)}`, expiresAt && `until ${dateText(expiresAt)}`].filter(Boolean).join(" ");
}

/** One change in a sentence. It may come from a link, so nothing is taken for granted but its type. */
export function changeText(state: ConsoleState, change: Change): string {
  const who = (id: unknown) => principalName(state, String(id));
  const role = (id: unknown) => roleName(state, String(id));
  const at = (id: unknown) => scopeName(state, String(id));
  const about = (resource?: Resource) => (resource ? `, for ${at(resource.id)}` : "");
  const period = (of: { startsAt?: string; expiresAt?: string }) => (periodText(of) ? `, ${periodText(of)}` : "");
  switch (change.type) {
    case "assign":
      return `Give ${who(change.principal)} the role ${role(change.role)} at ${at(change.scope)}${about(change.resource)}${period(change)}`;
    case "unassign":
      if ("id" in change) return `Take the role assignment ${change.id} away`;
      return `Take the role ${role(change.role)} at ${at(change.scope)}${about(change.resource)} from ${who(change.principal)}`;
    case "narrow":
      return `Leave ${who(change.principal)} ${plural(change.permissions?.length ?? 0, "permission")} of ${role(change.role)} at ${at(change.scope)}`;
    case "widen":
      return `Widen ${who(change.principal)} to ${role(change.role)} at ${at(change.scope)}${period(change)}`;
    case "clear-override":
      return `Clear the override of ${who(change.principal)} at ${at(change.scope)}`;
    case "transfer":
      return `Transfer ${role(change.role)} of ${at(change.scope)} to ${who(change.to)}`;
    case "create-scope":
      return `Create ${change.scope?.name ?? change.scope?.id}${change.scope?.parent ? ` in ${at(change.scope.parent)}` : ""}`;
    case "move-scope":
      return `Move ${at(change.scope)} to ${at(change.parent)}`;
    case "remove-scope":
      return `Remove ${at(change.scope)}${change.cascade ? " and all that hangs on it" : ""}`;
    case "set-attribute":
      return `Set ${change.name} of ${at(change.scope)} to ${change.value}`;
    case "add-principal":
      return `Add ${change.principal?.name ?? change.principal?.id}`;
    case "remove-principal":
      return `Remove ${who(change.principal)}`;
    case "set-active":
      return `${change.active ? "Activate" : "Deactivate"} ${who(change.principal)}`;
    case "define-role":
      return `Define the role ${(change.role as { name?: string; id?: string } | undefined)?.name ?? "without a name"}`;
    case "update-role":
      return `Update the role ${role(change.role)} to ${plural(change.permissions?.length ?? 0, "permission")} of its own`;
    default:
      return String((change as { type?: unknown }).type);
  }
}

export function byText(state: ConsoleState, by: string | undefined): string {
  return by === undefined ? "with full authority" : `by ${principalName(state, by)}`;
}

/** Whether a change would be taken, and what that says of whoever would make it. */
export function verdictText(state: ConsoleState, taken: boolean, by: string | undefined): { verdict: string; who: string } {
  const verdict = taken ? "It would be taken" : "It would be refused";
  if (by === undefined) return { verdict, who: taken ? " with full authority" : ", also with full authority" };
  return { verdict, who: `: ${mayText(state, taken, by)}` };
}

/** Who asks is not who refuses, so the person is said to be the one who may or may not. */
export function mayText(state: ConsoleState, taken: boolean, by: string | undefined): string {
  if (by === undefined) return taken ? "It is taken with full authority" : "It is refused also with full authority";
  return `${principalName(state, by)} ${taken ? "may save this" : "may not make this change"}`;
}

/** What is said when changes go into the change set. They may stand there even if they may not be saved. */
export function addedText(state: ConsoleState, changes: readonly Change[]): Said {
  const by = actorOf(state);
  const { ok } = state.server.simulate([...state.place.draft, ...changes], by);
  if (ok) return `In the change set: ${changes.map((change) => changeText(state, change)).join("; ")}.`;
  return { refused: `In the change set, but it cannot be saved so: ${mayText(state, false, by)}.` };
}
