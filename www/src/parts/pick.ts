import { fold } from "./fold";

export interface PickItem {
  value: string;
  label: string;
  /** Said below the label, and searched too: an id, an email. */
  note?: string;
}

export interface Found {
  shown: PickItem[];
  total: number;
}

/** More is no help to anybody who chooses, and slow to draw. */
const SHOWN = 50;

/** Each list is folded once, however often it is searched. */
const folded = new WeakMap<readonly PickItem[], string[]>();

/** The items that have all words of the query, those first whose label begins with it. */
export function findItems(items: readonly PickItem[], query: string): Found {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return { shown: items.slice(0, SHOWN), total: items.length };
  let texts = folded.get(items);
  if (!texts) folded.set(items, (texts = items.map(({ label, note = "" }) => fold(`${label} ${note}`))));
  const start = words.join(" ");
  const first: PickItem[] = [];
  const rest: PickItem[] = [];
  items.forEach((item, index) => {
    const text = texts[index] ?? "";
    if (words.every((word) => text.includes(word))) (text.startsWith(start) ? first : rest).push(item);
  });
  return { shown: [...first, ...rest].slice(0, SHOWN), total: first.length + rest.length };
}
