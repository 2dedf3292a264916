// An element whose content is there only while it is allowed.
import { leave } from "./focus.js";
import { switchOff, WATCHED } from "./off-dom.js";
import type { Decision } from "./types.js";

/**
 * Gives the function that does what is decided, for the content of now and for what comes later. It gives back why the
 * content is switched off; undefined when it is not.
 */
export function gate(host: HTMLElement): (decision: Decision | undefined, mode: string | null | undefined) => string | undefined {
  const kept = new DocumentFragment();
  const undo: (() => void)[] = [];
  let isShown: boolean | undefined;
  let why: string | undefined;

  const apply = () => {
    host.style.display = isShown ? "" : "none";
    if (!isShown) kept.append(...host.childNodes);
    // In jsdom an observer hears of an empty fragment too, and there would be no end.
    else if (kept.firstChild) host.append(kept);
    if (why != null) switchOff(host, undo, why);
  };
  new MutationObserver(apply).observe(host, WATCHED);

  return (decision, mode) => {
    while (undo[0]) undo.pop()!();
    isShown = decision?.allowed;
    why = isShown || !decision ? undefined : mode === "explain" ? decision.message : mode === "disable" ? "" : undefined;
    if (!isShown && host.contains(document.activeElement)) leave();
    if (why != null) isShown = true;
    apply();
    return why;
  };
}
