/** The parts of the demo. Each is a page of its own, whose address begins as below; no path of a catalog begins so. */
export const SECTIONS = [
  { id: "console", title: "Console", page: "" },
  { id: "overrides", title: "Overrides", page: "~overrides" },
  { id: "access", title: "Access", page: "~access" },
  { id: "roles", title: "Roles", page: "~roles" },
  { id: "questions", title: "Questions", page: "~questions" },
  { id: "playground", title: "Playground", page: "~playground" },
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
