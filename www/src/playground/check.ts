import { Catalog, Directory, isRolescopeError, type Issue } from "rolescope/slim";

/** What the engine makes of a text: the thing itself where it loads, and what it has to say about it. */
export interface Judged<T> {
  loaded: T | null;
  issues: Issue[];
}

export function judgedCatalog(text: string): Judged<Catalog> {
  return judged(() => {
    const catalog = Catalog.parse(text);
    return { loaded: catalog, issues: catalog.lint() };
  });
}

export function judgedDirectory(catalog: Catalog, text: string, lenient: boolean): Judged<Directory> {
  return judged(() => {
    const directory = Directory.parse(catalog, text, { lenient });
    return { loaded: directory, issues: merged(directory.issues, reviewed(directory, text)) };
  });
}

function judged<T>(load: () => Judged<T>): Judged<T> {
  try {
    return load();
  } catch (error) {
    if (isRolescopeError(error)) return { loaded: null, issues: error.issues };
    throw error;
  }
}

/** The review also finds what the load has warned of. */
function merged(issues: Issue[], more: Issue[]): Issue[] {
  const known = new Set(issues.map(identity));
  return [...issues, ...more.filter((issue) => !known.has(identity(issue)))];
}

function identity({ code, path }: Issue): string {
  return `${code} ${path.join("/")}`;
}

type Rows = Record<string, unknown>;

/** The review's paths point into the directory as it stands, which lacks the rows that were set aside. */
function reviewed(directory: Directory, text: string): Issue[] {
  const review = directory.review();
  if (review.length === 0 || !directory.issues.some(({ severity }) => severity === "error")) return review;
  const written = JSON.parse(text) as Rows;
  const standing = directory.toJSON() as Rows;
  return review.map((issue) => {
    const [section, index, ...rest] = issue.path;
    if (typeof section !== "string" || typeof index !== "number") return issue;
    const row = rowsOf(standing, section)[index];
    const at = rowsOf(written, section).findIndex((other) => sameRow(row, other));
    return { ...issue, path: at < 0 ? [section] : [section, at, ...rest] };
  });
}

function rowsOf(text: Rows, section: string): Rows[] {
  const rows = text[section];
  return Array.isArray(rows) ? (rows as Rows[]) : [];
}

/** What a row is known by. */
const KEYS = ["id", "principal", "role", "scope", "resource", "mode"];

function sameRow(a: Rows | undefined, b: Rows | null): boolean {
  return KEYS.every((key) => JSON.stringify(a?.[key]) === JSON.stringify(b?.[key]));
}
