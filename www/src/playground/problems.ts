import { findNodeAtLocation, parseTree, type Node } from "jsonc-parser";
import type { Issue } from "rolescope/slim";

/** An issue at its place in the text. */
export interface Problem extends Omit<Issue, "path"> {
  from: number;
  to: number;
  line: number;
  fix?: Fix;
}

/** What to write instead, between two places. */
export interface Fix {
  from: number;
  to: number;
  insert: string;
  /** The name that is put there. */
  name: string;
}

interface Range {
  from: number;
  to: number;
}

/** Issues about a name in an object, not about what stands there. */
const ABOUT_THE_KEY = ["unknown-field", "duplicate-key"];

/** The issues of a text that is JSON, each where its path points, in the order of the text. */
export function located(text: string, issues: readonly Issue[]): Problem[] {
  if (issues.length === 0) return [];
  // A text that is refused as a whole may be nested too deeply to be walked.
  const root = issues.some(({ path }) => path.length > 0) ? parseTree(text, [], { disallowComments: true }) : undefined;
  const line = lineCounter(text);
  const problems = issues.map((issue) => {
    const { path, ...rest } = issue;
    const range = rangeOf(text, root, issue);
    return { ...rest, ...range, line: line(range.from), ...fixOf(text, issue, range) };
  });
  return problems.sort((a, b) => a.from - b.from);
}

export function lineCounter(text: string): (at: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (at) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

function rangeOf(text: string, root: Node | undefined, { code, path }: Issue): Range {
  const key = ABOUT_THE_KEY.includes(code) ? keyAt(root, path) : undefined;
  const node = key ?? nearest(root, path);
  if (!node) return firstOf(text);
  // Of something long only the start is marked, or half the text would be underlined.
  const long = node.type === "object" || node.type === "array";
  return { from: node.offset, to: node.offset + (long ? 1 : node.length) };
}

/** Where a text begins to say something. */
export function firstOf(text: string): Range {
  const from = Math.max(0, text.search(/\S/));
  return { from, to: Math.min(from + 1, text.length) };
}

/** The name of a field; of one that stands twice, the last. */
function keyAt(root: Node | undefined, path: Issue["path"]): Node | undefined {
  const parent = root && findNodeAtLocation(root, path.slice(0, -1));
  const name = path.at(-1);
  return parent?.children?.findLast((property) => property.children?.[0]?.value === name)?.children?.[0];
}

/** What the path points at, or the nearest thing around it that is in the text. */
function nearest(root: Node | undefined, path: Issue["path"]): Node | undefined {
  for (let length = path.length; root && length >= 0; length -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node) return node;
  }
  return root;
}

/** A hint that names one thing can be taken at its word. */
function fixOf(text: string, { hint }: Issue, { from, to }: Range): { fix?: Fix } {
  const name = /^did you mean `([^`]+)`\?$/.exec(hint ?? "")?.[1];
  if (name === undefined || text[from] !== '"') return {};
  return { fix: { from, to, insert: JSON.stringify(name), name } };
}
