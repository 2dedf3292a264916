import { Directory, type Catalog, type PageState } from "rolescope/slim";
import { withoutParameters } from "../console/pages";

export interface OpenPage {
  id: string;
  title: string;
  /** The titles of the groups that it lies in. */
  group: string;
}

/**
 * The pages that a role opens, asked of the engine: in a tenant with one scope of each type, a person is given the
 * role at a scope of that type, and the navigation is read at every scope.
 */
export function pagesOpened(catalog: Catalog, role: string, type: string): OpenPage[] {
  const directory = Directory.parse(catalog, trialTenant(catalog, role, type));
  const session = directory.session(PERSON);
  const found = new Map<string, OpenPage>();
  for (const { id } of directory.scopes()) {
    for (const page of opened(withoutParameters(session.pages(id)), "")) if (!found.has(page.id)) found.set(page.id, page);
  }
  return [...found.values()];
}

const PERSON = "somebody";

function trialTenant(catalog: Catalog, role: string, type: string): object {
  const text = catalog.toJSON() as { id: string; roles: { id: string; resource?: string }[] };
  const resource = text.roles.find(({ id }) => id === role)?.resource;
  return {
    catalog: text.id,
    scopes: catalog.scopeTypes().map(({ id, parents: [parent], links }) => ({ id, type: id, ...(parent && { parent }), ...(links.length > 0 && { links }) })),
    principals: [{ id: PERSON }],
    roleAssignments: [{ principal: PERSON, role, scope: type, ...(resource && { resource: { type: resource, id: resource } }) }],
  };
}

function opened(pages: PageState[], group: string): OpenPage[] {
  return pages.flatMap((page) => {
    if (page.children.length > 0) return opened(page.children, group ? `${group}: ${page.title}` : page.title);
    return page.state === "visible" ? [{ id: page.id, title: page.title, group }] : [];
  });
}
