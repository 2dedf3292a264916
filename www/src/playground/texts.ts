/** The two texts of the playground. */
export interface Texts {
  catalog: string;
  directory: string;
}

export type TextName = keyof Texts;

export const TEXT_NAMES = ["catalog", "directory"] as const satisfies readonly TextName[];

export const TITLES: Record<TextName, string> = { catalog: "Catalog", directory: "Directory" };

/** As the editor holds a text: one kind of line end, so that places are the same in both. */
export function normalized(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}
