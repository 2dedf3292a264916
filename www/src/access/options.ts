import type { Override, Permission, RoleAssignment } from "rolescope/slim";
import { principalName, roleName, scopeName } from "../state/context";
import type { ConsoleState } from "../state/model";
import type { Option } from "../parts/fields";
import { inTreeOrder } from "./scope-order";

export function peopleOptions(state: ConsoleState): Option[] {
  return state.server.directory.principals().map(({ id, name, email, active }) => ({
    value: id,
    label: `${name ?? id}${active ? "" : " (inactive)"}`,
    note: email,
  }));
}

export function scopeOptions({ server }: ConsoleState, type?: string): Option[] {
  return inTreeOrder(server.directory.scopes())
    .filter((scope) => type === undefined || scope.type === type)
    .map((scope) => ({ value: scope.id, label: type ? (scope.name ?? scope.id) : `${scope.name ?? scope.id} (${scope.type.replace(/_/g, " ")})` }));
}

export function roleOptions({ server }: ConsoleState): Option[] {
  return server.directory.roles().map(({ id, name }) => ({ value: id, label: name }));
}

export function permissionOptions(permissions: readonly Permission[]): Option[] {
  return permissions.map(({ id, title }) => ({ value: id, label: title, note: id }));
}

/** Role assignments, or overrides, as one line each. */
export function rowOptions(state: ConsoleState, rows: readonly (RoleAssignment | Override)[]): Option[] {
  return rows.map((row) => ({
    value: row.id,
    label: [
      `${principalName(state, row.principal)}: ${roleName(state, row.role)} at ${scopeName(state, row.scope)}`,
      row.resource && `, for ${scopeName(state, row.resource.id)}`,
      "mode" in row && ` (${row.mode})`,
    ]
      .filter(Boolean)
      .join(""),
  }));
}

/** A field of a form's start as text; of several, the first. It comes from the address. */
export function textOf(value: unknown): string {
  return listOf(value)[0] ?? "";
}

export function listOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}

/** The row that a form starts from, as far as the start names one. */
export function rowOf<Row extends RoleAssignment | Override>(rows: readonly Row[], start: Record<string, unknown>): string {
  const [principal, role, scope] = [textOf(start.principal), textOf(start.role), textOf(start.scope)];
  const resource = (start as Partial<RoleAssignment>).resource;
  if (!principal || !scope) return "";
  const found = rows.find(
    (row) => row.principal === principal && row.scope === scope && (!role || row.role === role) && (!resource || row.resource?.id === resource.id),
  );
  return found?.id ?? "";
}
