import type { Directory, Grant, RoleAssignment } from "rolescope/slim";

/** The role assignment behind a grant; none behind an override. It may reach from elsewhere than where it stands, so the grant's scope does not say where that is. */
export function assignmentOf(directory: Directory, principal: string, { source, id }: Grant): RoleAssignment | undefined {
  return source === "assignment" ? directory.roleAssignments({ principal }).find((row) => row.id === id) : undefined;
}

/** Where a grant's row stands, and the scopes through which it reaches. */
export function grantPlace(directory: Directory, principal: string, grant: Grant, name: (scope: string) => string): string {
  const path = grant.path.map(name).join(" → ");
  const row = assignmentOf(directory, principal, grant);
  return row && row.scope !== grant.scope ? `at ${name(row.scope)}, reaching from ${path}` : `at ${path}`;
}
