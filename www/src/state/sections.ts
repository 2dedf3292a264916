// The pages of the sections, by which their addresses begin; no path of a catalog begins so.
export const OVERRIDES = "~overrides";
export const ACCESS = "~access";
export const ROLES = "~roles";
export const QUESTIONS = "~questions";
export const PLAYGROUND = "~playground";

/** The parts of the demo. The console has the pages of the catalog; each of the others is a page of its own. */
export const SECTIONS = [
  { id: "console", title: "Console", page: "" },
  { id: "overrides", title: "Overrides", page: OVERRIDES },
  { id: "access", title: "Access", page: ACCESS },
  { id: "roles", title: "Roles", page: ROLES },
  { id: "questions", title: "Questions", page: QUESTIONS },
  { id: "playground", title: "Playground", page: PLAYGROUND },
  { id: "speed", title: "Speed", page: "~speed" },
] as const;

export type Section = (typeof SECTIONS)[number];
export type SectionId = Section["id"];

/** The section that a page belongs to. What is none of the others is a page of the console. */
export function sectionOf(page: string): Section {
  return SECTIONS.find((section) => section.page && (page === section.page || page.startsWith(`${section.page}/`))) ?? SECTIONS[0];
}

/** The part of a section that an address names: `people` of `~access/people`. Empty: the first. */
export function partOf(page: string): string {
  return page.slice(sectionOf(page).page.length).replace(/^\//, "");
}

/** The page of a part of a section; the first part has none of its own. */
export function pageOf(section: string, part: string): string {
  return part ? `${section}/${part}` : section;
}
