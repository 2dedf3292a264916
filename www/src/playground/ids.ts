import type { Catalog, Directory } from "rolescope/slim";
import type { TextName } from "./texts";

/** What the texts define, as the engine last read it. */
export interface Known {
  catalog: Catalog | null;
  directory: Directory | null;
}

export interface Id {
  id: string;
  /** What it is called. */
  title: string;
}

type Kind = "permission" | "role" | "scope type" | "page" | "catalog" | "principal" | "scope";

const LISTS: Record<Kind, (known: Known) => Id[]> = {
  permission: ({ catalog }) => catalog?.permissions() ?? [],
  // A tenant may have roles of its own; a catalog knows none of them.
  role: ({ catalog, directory }) => (directory ?? catalog)?.roles().map(({ id, name }) => ({ id, title: name })) ?? [],
  "scope type": ({ catalog }) => catalog?.scopeTypes() ?? [],
  page: ({ catalog }) => catalog?.pages() ?? [],
  catalog: ({ catalog }) => (catalog ? [{ id: catalog.id, title: `version ${catalog.version}` }] : []),
  principal: ({ directory }) => directory?.principals().map(({ id, name }) => ({ id, title: name ?? "" })) ?? [],
  scope: ({ directory }) => directory?.scopes().map(({ id, name, type }) => ({ id, title: name ? `${name}, ${type}` : type })) ?? [],
};

/** Which fields take an id, and of what; a number in a path is written as a star. */
const FIELDS: Record<TextName, [RegExp, Kind][]> = {
  catalog: [
    [/^roles\/\*\/grants\/\*\/permission$/, "permission"],
    [/^pages\/\*\/requires(\/(all|any)\/\*)*$/, "permission"],
    [/^rules\/\*\/needs$/, "permission"],
    [/^roles\/\*\/inherits\/\*$/, "role"],
    [/^rules\/\*\/(role|(roles|eligible|ineligible)(\/except)?\/\*)$/, "role"],
    [/^permissions\/\*\/appliesTo\/\*$/, "scope type"],
    [/^scopeTypes\/\*\/(parents|links)\/\*$/, "scope type"],
    [/^roles\/\*\/(assignableAt\/\*|lift\/to|resource(\/type)?)$/, "scope type"],
    [/^pages\/\*\/scopeTypes\/\*$/, "scope type"],
    [/^rules\/\*\/(scopeType|scopeTypes\/\*)$/, "scope type"],
    [/^pages\/\*\/parent$/, "page"],
  ],
  directory: [
    [/^catalog$/, "catalog"],
    [/^(roleAssignments|overrides)\/\*\/principal$/, "principal"],
    [/^(roleAssignments|overrides)\/\*\/role$/, "role"],
    [/^(roleAssignments|overrides)\/\*\/(scope|resource\/id)$/, "scope"],
    [/^scopes\/\*\/(parent|links\/\*)$/, "scope"],
    [/^scopes\/\*\/type$/, "scope type"],
    [/^(roleAssignments|overrides)\/\*\/resource\/type$/, "scope type"],
    [/^overrides\/\*\/(permissions|pinned)\/\*$/, "permission"],
    [/^roles\/\*\/grants\/\*\/permission$/, "permission"],
    [/^roles\/\*\/inherits\/\*$/, "role"],
    [/^roles\/\*\/(assignableAt\/\*|lift\/to|resource(\/type)?)$/, "scope type"],
  ],
};

/** The ids that the field at a path can take. */
export function idsAt(name: TextName, path: readonly (string | number)[], known: Known): { kind: Kind; ids: Id[] } | null {
  const field = path.map((step) => (typeof step === "number" ? "*" : step)).join("/");
  const kind = FIELDS[name].find(([pattern]) => pattern.test(field))?.[1];
  if (!kind) return null;
  // A role of the catalog inherits from the catalog's roles alone.
  return { kind, ids: LISTS[kind](name === "catalog" ? { ...known, directory: null } : known) };
}
