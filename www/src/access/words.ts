import type { Change, Directory, Issue, Resource } from "rolescope/slim";
import { actorOf, principalName, roleName, type Said } from "../state/context";
import type { ConsoleState } from "../state/model";
import { plural } from "../parts/reasons";
import { errorsOf } from "./offers";

const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });

/** A time as the engine takes it, in words. What is no time is shown as it stands. */
function dateText(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : DATE.format(date);
}

export function periodText({ startsAt, expiresAt }: { startsAt?: string; expiresAt?: string }): string {
  return [startsAt && `from ${dateText(startsAt)}`, expiresAt && `until ${dateText(expiresAt)}`].filter(Boolean).join(" ");
}

/** Where names are looked up: in the data as they are, and, for what is gone since, as they were around a saved change set. */
function* directoriesOf({ server }: ConsoleState, set: number | undefined): Generator<Directory> {
  yield server.directory;
  if (set === undefined) return;
  for (const index of [set, set + 1]) if (index < server.saved.length) yield server.directoryBefore(index);
}

type Named = readonly { id: string; name?: string }[];

function nameIn(state: ConsoleState, set: number | undefined, id: string, rows: (directory: Directory) => Named): string {
  for (const directory of directoriesOf(state, set)) {
    const row = rows(directory).find((known) => known.id === id);
    if (row) return row.name ?? id;
  }
  return id;
}

function personIn(state: ConsoleState, set: number | undefined, id: string): string {
  return nameIn(state, set, id, (directory) => directory.principals());
}

/**
 * One change in a sentence; of a saved one, with the place of its change set. It may come from a link, so nothing is taken
 * for granted but its type.
 */
export function changeText(state: ConsoleState, change: Change, set?: number): string {
  const who = (id: unknown) => personIn(state, set, String(id));
  const role = (id: unknown) => roleName(state, String(id));
  const at = (id: unknown) => nameIn(state, set, String(id), (directory) => directory.scopes()) || "no scope";
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
      return `Update the role ${role(change.role)} to ${plural(change.permissions?.length ?? 0, "permission")}`;
    default:
      return String((change as { type?: unknown }).type);
  }
}

export function byText(state: ConsoleState, by: string | undefined, set?: number): string {
  return by === undefined ? "with full authority" : `by ${personIn(state, set, by)}`;
}

/** Of what the engine finds in a change, what it says of whoever makes it. All else stands whoever makes it. */
const OF_THE_ACTOR = new Set(["not-permitted", "above-own-access", "self-gain"]);

/** Whether a change would be taken, and what that says of whoever would make it. */
export function verdictText(state: ConsoleState, issues: readonly Issue[], by: string | undefined): { verdict: string; who: string } {
  const taken = errorsOf(issues).length === 0;
  const verdict = taken ? "It would be taken" : "It would be refused";
  if (by === undefined) return { verdict, who: taken ? " with full authority" : ", also with full authority" };
  if (taken) return { verdict, who: `: ${principalName(state, by)} may save this` };
  return { verdict, who: isOfTheActor(issues) ? `: ${refusalText(state, issues, by)}` : "" };
}

/** Who asks is not who refuses, so the person is said to be the one who may not; where it is not for the person, nobody is named. */
export function refusalText(state: ConsoleState, issues: readonly Issue[], by: string | undefined): string {
  if (by === undefined) return "It is refused also with full authority";
  return isOfTheActor(issues) ? `${principalName(state, by)} may not make this change` : "It is refused";
}

function isOfTheActor(issues: readonly Issue[]): boolean {
  return issues.some(({ code }) => OF_THE_ACTOR.has(code));
}

/** What is said when changes go into the change set. They may stand there even if they may not be saved. */
export function addedText(state: ConsoleState, changes: readonly Change[]): Said {
  const by = actorOf(state);
  const { ok, issues } = state.server.simulate([...state.place.draft, ...changes], by);
  if (ok) return `In the change set: ${changes.map((change) => changeText(state, change)).join("; ")}.`;
  return { refused: `In the change set, but it cannot be saved so${by !== undefined && !isOfTheActor(issues) ? "" : `: ${refusalText(state, issues, by)}`}.` };
}
