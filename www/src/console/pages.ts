import type { PageState, Session } from "rolescope/slim";

/** The navigation at a scope, as the engine resolved it. */
export function navigation(session: Session, scope: string): PageState[] {
  return withoutParameters(session.pages(scope));
}

/** Pages with a parameter in their path (one flow, one ticket) are left out: they are opened from a list, not from a navigation. */
export function withoutParameters(pages: PageState[]): PageState[] {
  return pages.filter((page) => !page.path.includes(":")).map((page) => ({ ...page, children: withoutParameters(page.children) }));
}

/** The pages themselves, without the groups that hold them. */
export function leaves(pages: PageState[]): PageState[] {
  return pages.flatMap((page) => (page.children.length > 0 ? leaves(page.children) : [page]));
}

export interface Counts {
  visible: number;
  disabled: number;
  hidden: number;
}

export function countPages(pages: PageState[]): Counts {
  const counts: Counts = { visible: 0, disabled: 0, hidden: 0 };
  for (const page of leaves(pages)) counts[page.state] += 1;
  return counts;
}

export function findPage(pages: PageState[], id: string): PageState | undefined {
  for (const page of pages) {
    const found = page.id === id ? page : findPage(page.children, id);
    if (found) return found;
  }
  return undefined;
}

/** The titles of the groups that a page stands in, from the outermost on. */
export function groupsOf(pages: PageState[], id: string): string[] {
  for (const page of pages) {
    if (page.children.some((child) => child.id === id)) return [page.title];
    const below = groupsOf(page.children, id);
    if (below.length > 0) return [page.title, ...below];
  }
  return [];
}

/** What a link to a page carries: its path reads best, but one with a parameter is linked by its id. */
export function pageAddress(page: { id: string; path: string }): string {
  return page.path && !page.path.includes(":") ? page.path : page.id;
}
