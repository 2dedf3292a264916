import type { Catalog, Page, Permission, Requirement } from "rolescope/slim";

/** The permissions that a requirement mentions, in order. */
export function mentioned(requirement: Requirement | undefined): string[] {
  if (requirement === undefined) return [];
  if (typeof requirement === "string") return [requirement];
  const parts = "all" in requirement ? requirement.all : requirement.any;
  return [...new Set(parts.flatMap(mentioned))];
}

/** Whether any one of what is missing would do. */
export function needsOneOf(page: Page | undefined): boolean {
  const { requires } = page ?? {};
  return typeof requires === "object" && "any" in requires && requires.any.length > 1;
}

/** What a page lets people do: the permissions on the resources that its requirement mentions. Reading is the page itself. */
export function actionsOf(catalog: Catalog, page: Page, scopeType: string): Permission[] {
  const resources = new Set(mentioned(page.requires).map(resourceOf));
  return catalog.permissions({ scopeType }).filter(({ id }) => resources.has(resourceOf(id)) && !isReading(id));
}

/** Those that are done to one row of a table: they stand beside the row, not above the table. */
export function isOfRow(permission: string): boolean {
  return /\.(update|delete|remove|resolve)$/.test(permission);
}

/** A requirement in words: `a and (b or c)`. */
export function requirementText(requirement: Requirement | undefined, nested = false): string {
  if (requirement === undefined) return "nothing of its own";
  if (typeof requirement === "string") return requirement;
  const [parts, word] = "all" in requirement ? [requirement.all, " and "] : [requirement.any, " or "];
  const text = parts.map((part) => requirementText(part, true)).join(word);
  return nested && parts.length > 1 ? `(${text})` : text;
}

/** How this console shows a denied action: what destroys is hidden, the rest stays in sight, disabled. */
export function hiddenWhenDenied(permission: string): boolean {
  return /\.(delete|remove|close|transfer)$/.test(permission);
}

function isReading(permission: string): boolean {
  return /\.(read|list|view)$/.test(permission);
}

function resourceOf(permission: string): string {
  return permission.slice(0, permission.lastIndexOf("."));
}
