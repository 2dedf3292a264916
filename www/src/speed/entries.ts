import { plainPages } from "../../../benches/js/contestants/plain.mjs";
import type { Session } from "rolescope/slim";
import type { Contestant } from "./contestants";
import type { Page, World } from "./world";

/** Something to be timed. Only `run` is; it gives back something that depends on all of its operations. */
export interface Entry {
  id: string;
  label: string;
  ours: boolean;
  run: (n: number) => number;
  prepare?: () => void;
  /** What `run(n)` must have given back. */
  expected: (n: number) => number;
  /** A batch has no more operations than this. */
  most?: number;
}

/** Asks the questions in turn; every batch must count the allowed ones right. */
export function checkEntry({ id, label, ours, can, loop, permissions, places, answers }: Contestant): Entry {
  const total = answers.length;
  const before = new Uint32Array(total + 1);
  answers.forEach((allowed, i) => (before[i + 1] = before[i]! + Number(allowed)));
  const upTo = (i: number) => Math.floor(i / total) * before[total]! + before[i % total]!;
  let from = 0;
  return {
    id,
    label,
    ours,
    run: (n) => loop(can, permissions, places, from, n),
    expected(n) {
      const allowed = upTo(from + n) - upTo(from);
      from = (from + n) % total;
      return allowed;
    },
  };
}

/** The whole navigation at a scope: asked again, asked for the first time, and built by hand. */
export function pageEntries(world: World): Entry[] {
  const { scopes } = world;
  const byHand: (scope: string) => Page[] = plainPages(world.plain());
  const held = world.load();
  let fresh: Session;
  let next = 0;
  const roots = byHand(scopes[0]!).length;
  const over = (pages: (scope: string) => readonly unknown[]) => (n: number) => {
    let counted = 0;
    for (let i = 0; i < n; i++) counted += pages(scopes[next++ % scopes.length]!).length;
    return counted;
  };
  const expected = (n: number) => n * roots;
  return [
    { id: "pages-hand", label: "hand-written JS", ours: false, run: over(byHand), expected },
    {
      id: "pages-first",
      label: "rolescope, session.pages, first at a scope",
      ours: true,
      // A new session knows nothing yet, and each scope is asked once.
      most: scopes.length,
      prepare: () => void (fresh = world.load()),
      run: over((scope) => fresh.pages(scope)),
      expected,
    },
    { id: "pages-warm", label: "rolescope, session.pages, asked again", ours: true, run: over((scope) => held.pages(scope)), expected },
  ];
}

/** A session from the text of its snapshot, as a browser gets it. */
export function loadEntry(world: World): Entry {
  return {
    id: "load",
    label: "rolescope, Session.load",
    ours: true,
    run(n) {
      let loaded = 0;
      for (let i = 0; i < n; i++) loaded += world.load().principal.length;
      return loaded;
    },
    expected: (n) => n * world.load().principal.length,
  };
}
