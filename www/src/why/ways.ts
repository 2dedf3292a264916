import type { Explanation, Grant, NearMiss, RoleAssignment } from "rolescope/slim";
import { assignmentOf } from "../parts/grant-row";
import type { IconName } from "../parts/Icon";
import { reasonLabel } from "../parts/reasons";
import { permissionTitle, principalName, roleName, scopeName } from "../state/context";
import type { ConsoleState } from "../state/model";

/** One thing on the way from a person to a permission, in words. What it is was decided by the engine. */
export interface Step {
  icon: IconName | { scope: string };
  title: string;
  /** What kind of thing it is, or how it leads on. */
  note: string;
  code?: string;
  /** The way ends before this step. */
  cut?: boolean;
}

/** The way of a grant: person, row, role and the role that it inherits from, scopes, permission. */
export function wayOf(state: ConsoleState, { principal, permission }: Explanation, grant: Grant): Step[] {
  const assignment = assignmentOf(state.server.directory, principal, grant);
  const row: Step =
    grant.source === "override"
      ? { icon: "sliders", title: "Override", note: "widens the person's access here" }
      : { icon: "card", title: "Role assignment", note: assignment ? placeOf(state, assignment) : "" };
  return [
    person(state, principal),
    row,
    { icon: "shield", title: roleName(state, grant.role), note: "the role", code: grant.role },
    ...(grant.inheritedFrom ? [{ icon: "shield" as const, title: roleName(state, grant.inheritedFrom), note: "which the role inherits from", code: grant.inheritedFrom }] : []),
    ...grant.path.map((scope, index) => scopeStep(state, scope, index === 0 ? rootNote(grant, assignment) : reachNote(state, grant.path[index - 1]!, scope))),
    { ...goal(state, permission), note: grant.basis === "stated" ? "granted, as a document states" : `granted: ${grant.basis}` },
  ];
}

/** Where a role was assigned, and for what. */
function placeOf(state: ConsoleState, { scope, resource }: RoleAssignment): string {
  return `at ${scopeName(state, scope)}${resource ? `, for ${scopeName(state, resource.id)}` : ""}`;
}

/** Of the scope that a row reaches from: a role may be assigned elsewhere, as one for a resource is. */
function rootNote({ scope }: Grant, assignment: RoleAssignment | undefined): string {
  return assignment && assignment.scope !== scope ? "it reaches from here" : "where it is assigned";
}

/** How one scope on the way leads to the next. */
function reachNote(state: ConsoleState, from: string, to: string): string {
  const scopes = state.server.directory.scopes();
  if (scopes.find(({ id }) => id === to)?.parent === from) return "reached from above";
  return scopes.find(({ id }) => id === from)?.links.includes(to) ? "reached over a link" : "reached from there";
}

/** A way that stops short: the row is there, and one thing is in it. */
export function nearWayOf(state: ConsoleState, { principal, permission }: Explanation, miss: NearMiss): Step[] {
  return [
    person(state, principal),
    { icon: "shield", title: roleName(state, miss.role), note: "the role would grant it", code: miss.role },
    scopeStep(state, miss.scope, "it reaches from here"),
    { icon: "ban", title: reasonLabel(miss.code), note: miss.detail, code: miss.code, cut: true },
    { ...goal(state, permission), cut: true },
  ];
}

/** No row leads there, or none that nearly does. */
export function noWayOf(state: ConsoleState, { principal, permission, scope, reason, message }: Explanation): Step[] {
  const held = state.session.principal === principal ? [...new Set(state.session.roles(scope).map((role) => role.name))] : [];
  return [
    person(state, principal),
    ...(held.length > 0 ? [{ icon: "shield" as const, title: held.join(", "), note: held.length === 1 ? "the role in effect here" : "the roles in effect here" }] : []),
    { icon: "ban", title: reasonLabel(reason), note: message, code: reason, cut: true },
    { ...goal(state, permission), cut: true },
  ];
}

function person(state: ConsoleState, id: string): Step {
  return { icon: "person", title: principalName(state, id), note: "the principal" };
}

function scopeStep(state: ConsoleState, id: string, note: string): Step {
  const type = state.server.directory.scopes().find((scope) => scope.id === id)?.type ?? "";
  return { icon: { scope: type }, title: scopeName(state, id), note: `${type.replace(/_/g, " ")}, ${note}` };
}

function goal(state: ConsoleState, id: string): Step {
  return { icon: "key", title: permissionTitle(state, id), note: "the permission", code: id };
}
