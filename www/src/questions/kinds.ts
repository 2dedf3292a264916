import type { Directory } from "rolescope/slim";
import type { Asked } from "./asked";
import type { LargeTenant } from "./large-tenant";

export type Kind = "who" | "where" | "what";

/** What is asked, and what the answers are. */
interface Answering {
  ask: (directory: Directory, asked: Asked) => readonly string[];
  /** The call, as it is written. */
  call: (asked: Asked) => string;
  /** What an answer names, and where its words are. */
  names: keyof Asked;
  list: "people" | "scopes" | "permissions";
  one: string;
  many: string;
  /** Where nothing is found. */
  nothing: string;
  /** The question that an answer leads to, and one more beside it. */
  next: Kind;
  other: Kind;
}

export const KINDS: Record<Kind, Answering> = {
  who: {
    ask: (directory, { permission, scope }) => directory.listPrincipals(permission, scope),
    call: ({ permission, scope }) => `directory.listPrincipals("${permission}", "${scope}")`,
    names: "person",
    list: "people",
    one: "person",
    many: "people",
    nothing: "Nobody can.",
    next: "what",
    other: "where",
  },
  where: {
    ask: (directory, { person, permission }) => directory.listScopes(person, permission),
    call: ({ person, permission }) => `directory.listScopes("${person}", "${permission}")`,
    names: "scope",
    list: "scopes",
    one: "scope",
    many: "scopes",
    nothing: "Nowhere.",
    next: "what",
    other: "who",
  },
  what: {
    ask: (directory, { person, scope }) => directory.listPermissions(person, scope),
    call: ({ person, scope }) => `directory.listPermissions("${person}", "${scope}")`,
    names: "permission",
    list: "permissions",
    one: "permission",
    many: "permissions",
    nothing: "Nothing at all.",
    next: "who",
    other: "where",
  },
};

/** The words of a link to another question about the same. */
export const ELSE: Record<Kind, string> = { who: "Who else", where: "Where else", what: "What else" };

/** The words of each answer, by its id. */
export function wordsOf(tenant: LargeTenant, kind: Kind): Map<string, { label: string; note?: string }> {
  return new Map(tenant[KINDS[kind].list].map((item) => [item.value, item]));
}
