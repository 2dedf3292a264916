import type { Change, Directory, Grant, Issue, Override, RoleAssignment, Scope } from "rolescope/slim";
import { errorsOf } from "../access/offers";
import { assignmentOf } from "../parts/grant-row";
import type { TenantServer } from "../state/server";

/** What this page asks about each project. */
export const EDIT = "project.content.edit";
const VIEW = "project.content.view";

export type Way = "role" | "override" | "lift" | "view" | "none";

/** A short word for the cell, and the whole sentence. */
export const WAYS: Record<Way, { short: string; by: string; text: string }> = {
  role: { short: "Edit", by: "role", text: "edit by role" },
  override: { short: "Edit", by: "override", text: "edit by override" },
  lift: { short: "Edit", by: "plan", text: "edit by the plan" },
  view: { short: "View", by: "", text: "view only" },
  none: { short: "–", by: "", text: "no access" },
};

/** One person at one project. */
export interface Cell {
  principal: string;
  project: Scope;
  way: Way;
  /** The project-level edit that is there, whether or not it has effect. */
  override: Override | undefined;
  /** What the switch does, and what the engine says to it. */
  change: Change;
  refusals: Issue[];
  warnings: Issue[];
}

/** A row that reaches from another scope than the one where it was assigned was lifted there, unless it is for a resource, from which it reaches. */
export function isLifted(grant: Grant, row: RoleAssignment): boolean {
  return grant.scope !== (row.resource?.id ?? row.scope);
}

/** How somebody comes to edit a project, by what the engine gives as its grants. */
export function wayAt(directory: Directory, principal: string, project: string): Way {
  if (!directory.can(principal, EDIT, project)) return directory.can(principal, VIEW, project) ? "view" : "none";
  const { grants } = directory.explain(principal, EDIT, project);
  const assigned = grants.flatMap((grant) => {
    const row = assignmentOf(directory, principal, grant);
    return row ? [{ grant, row }] : [];
  });
  if (assigned.some(({ grant, row }) => !isLifted(grant, row))) return "role";
  return grants.some(({ source }) => source === "override") ? "override" : "lift";
}

/** The switch of project-level edit: it takes the override that is there, or gives one. */
export function cellAt(server: TenantServer, by: string | undefined, role: string, principal: string, project: Scope): Cell {
  const { directory } = server;
  const override = directory.overrides().find((row) => row.mode === "widen" && row.principal === principal && row.scope === project.id);
  const change: Change = override
    ? { type: "clear-override", principal, scope: project.id, role: override.role }
    : { type: "widen", principal, scope: project.id, role };
  const { issues } = server.simulate([change], by);
  const refusals = errorsOf(issues);
  return { principal, project, way: wayAt(directory, principal, project.id), override, change, refusals, warnings: issues.filter((issue) => !refusals.includes(issue)) };
}
