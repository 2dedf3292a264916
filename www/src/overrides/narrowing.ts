import type { Change, Issue, Override, Permission, Role, RoleAssignment } from "rolescope/slim";
import { errorsOf, keyOf, sameKey } from "../access/offers";
import type { TenantServer } from "../state/server";

/** One user's role assignment, and what is left of the role. */
export interface Held {
  row: RoleAssignment;
  role: Role;
  override: Override | undefined;
  /** What the role has today. */
  today: string[];
  /** What is left of it: all of today's, unless the permissions were customised. */
  kept: string[];
}

export function heldBy({ directory }: TenantServer, row: RoleAssignment): Held {
  const role = directory.role(row.role);
  const today = role.permissions.map(({ id }) => id);
  const override = directory.overrides().find((other) => other.mode === "narrow" && sameKey(other, row));
  return { row, role, override, today, kept: override?.permissions ?? today };
}

/** A permission of the role as a switch: on, it is kept; off, it is narrowed away. */
export interface PermissionLine {
  permission: Permission;
  on: boolean;
  /** What is worth knowing of it, in a word. */
  tag?: string;
  change: Change;
  refusals: Issue[];
}

/** A switch for each permission that the role has or that is kept of it, and what the engine says to pressing it. */
export function linesOf(server: TenantServer, held: Held, by: string | undefined): PermissionLine[] {
  const { kept, today, override } = held;
  const shown = server.catalog.permissions().filter(({ id }) => today.includes(id) || kept.includes(id));
  return shown.map((permission) => {
    const on = kept.includes(permission.id);
    const change = leaving(
      held,
      shown.map(({ id }) => id).filter((id) => (id === permission.id ? !on : kept.includes(id))),
    );
    return {
      permission,
      on,
      tag: tagOf(permission.id, today, override),
      change,
      refusals: errorsOf(server.simulate([change], by).issues),
    };
  });
}

/** Leaves these of the role. What the role has lost since cannot be left anew. */
export function leaving({ row, today }: Held, permissions: readonly string[]): Change {
  return { type: "narrow", ...keyOf(row), permissions: permissions.filter((id) => today.includes(id)) };
}

function tagOf(id: string, today: readonly string[], override: Override | undefined): string | undefined {
  if (!today.includes(id)) return "no longer in the role";
  return override?.pinned?.includes(id) === false ? "new in the role" : undefined;
}
