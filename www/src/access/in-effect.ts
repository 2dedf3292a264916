import type { RoleAssignment } from "rolescope/slim";
import type { TenantServer } from "../state/server";

/** What the engine's reasons come to in a word beside a role. */
const WORDS: Partial<Record<string, string>> = { expired: "ended", "not-started": "not yet" };

/**
 * Why a role assignment is not in effect now, in a word; empty while it is. Asked of the engine: whether the role counts at
 * its scope, or at the resource that it is for, and what stands in the way. Of an inactive person it is said of the person.
 */
export function idleText({ catalog, directory }: TenantServer, row: RoleAssignment): string {
  const person = directory.principals().find(({ id }) => id === row.principal);
  const at = row.resource?.id ?? row.scope;
  const counts = directory.session(row.principal).roles(at).some(({ role, via, source }) => role === row.role && via === row.scope && source === "assignment");
  if (counts || !person?.active) return "";
  const scopeType = directory.scopes().find(({ id }) => id === at)?.type;
  const here = new Set(catalog.permissions(scopeType === undefined ? {} : { scopeType }).map(({ id }) => id));
  const asked = directory.role(row.role).permissions.find(({ id }) => here.has(id));
  const misses = asked ? directory.explain(row.principal, asked.id, at).nearMisses : [];
  return WORDS[misses.find(({ role, scope }) => role === row.role && scope === at)?.code ?? ""] ?? "not in effect";
}

/** The roles of a person by name, each once. What is not in effect says so. */
export function rolesText(server: TenantServer, principal: string): string {
  const { directory } = server;
  const texts = directory.roleAssignments({ principal }).map((row) => ({ name: directory.role(row.role).name, idle: idleText(server, row) }));
  const counting = new Set(texts.filter(({ idle }) => idle === "").map(({ name }) => name));
  return [...new Set(texts.map(({ name, idle }) => (counting.has(name) || idle === "" ? name : `${name} (${idle})`)))].join(", ");
}
