import type { Basis } from "rolescope/slim";
import { ROLES } from "../state/sections";

export function rolePage(id: string): string {
  return `${ROLES}/role/${encodeURIComponent(id)}`;
}

/** The role that a page is about, if it is about one. */
export function roleOfPage(part: string): string {
  const id = /^role\/(.*)$/.exec(part)?.[1] ?? "";
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** An id in words: `built-in`, `billing_group`. */
export function spaced(id: string): string {
  return id.replace(/[_-]/g, " ");
}

export function capital(text: string): string {
  return text.replace(/^./, (letter) => letter.toUpperCase());
}

/** A product in words. Those of two or three letters are initials. */
export function productTitle(id: string): string {
  return id.length <= 3 ? id.toUpperCase() : capital(spaced(id));
}

/** What each basis means. The letter stands where there is no room for the word. */
export const BASES: { basis: Basis; letter: string; means: string }[] = [
  { basis: "stated", letter: "S", means: "the vendor says so" },
  { basis: "derived", letter: "D", means: "follows from what the vendor says" },
  { basis: "assumed", letter: "A", means: "nobody says it; taken as likely" },
];
