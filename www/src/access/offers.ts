import type { Change, Issue, Override, RoleAssignment } from "rolescope/slim";
import type { TenantServer } from "../state/server";

/** The key of a role assignment, as a change names it. */
export function keyOf({ principal, role, scope, resource }: RoleAssignment | Override): Pick<RoleAssignment, "principal" | "role" | "scope" | "resource"> {
  return { principal, role, scope, ...(resource && { resource }) };
}

export function sameKey(a: RoleAssignment | Override, b: RoleAssignment | Override): boolean {
  return a.principal === b.principal && a.role === b.role && a.scope === b.scope && a.resource?.id === b.resource?.id;
}

export function errorsOf(issues: readonly Issue[]): Issue[] {
  return issues.filter((issue) => issue.severity === "error");
}

/**
 * What is offered beside a role assignment. The engine is asked, with full authority: whether the catalog lets
 * the role be narrowed at all, and whether it can only be handed over. Who may do it is judged in the change set.
 */
export function offersFor(server: TenantServer, row: RoleAssignment): { narrow: boolean; transfer: boolean } {
  const taken = (change: Change) => server.simulate([change], undefined).ok;
  const permissions = server.directory.role(row.role).permissions.map(({ id }) => id);
  return {
    narrow: taken({ type: "narrow", ...keyOf(row), permissions }),
    transfer: !taken({ type: "unassign", ...keyOf(row) }),
  };
}

/** Why each role cannot be given to one person at one scope; no entry: it can. */
export function refusalsAt(server: TenantServer, by: string | undefined, principal: string, scope: string): Map<string, Issue> {
  if (by !== undefined) {
    const answers = server.directory.assignableRoles({ by, principal, scope });
    return new Map(answers.flatMap(({ role, reason }) => (reason ? [[role, reason] as const] : [])));
  }
  // Full authority has no name to ask about, so each role is tried.
  return new Map(
    server.directory.roles().flatMap(({ id }) => {
      const resource = server.resourcesFor(id)[0];
      const [issue] = errorsOf(server.simulate([{ type: "assign", principal, role: id, scope, ...(resource && { resource }) }], by).issues);
      return issue ? [[id, issue] as const] : [];
    }),
  );
}

export function sameChange(a: Change, b: Change): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
