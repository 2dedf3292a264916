import type { ReactNode } from "react";
import type { Change } from "rolescope/slim";
import { useConsole } from "../state/context";
import { sameChange } from "./offers";
import { addedText } from "./words";

/** Puts one change into the change set. Nothing is saved yet, and whether it may be is said there. */
export function DraftButton({ change, label, children }: { change: Change; label: string; children?: ReactNode }) {
  const state = useConsole();
  const { place, goTo } = state;
  const there = place.draft.some((other) => sameChange(other, change));
  const add = () => goTo({ draft: [...place.draft, change] }, addedText(state, [change]));
  return (
    <button type="button" className="small" aria-disabled={there || undefined} onClick={() => !there && add()}>
      {there ? "In the set" : label}
      {children}
    </button>
  );
}
