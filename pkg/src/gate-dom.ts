// An element whose content is there only while it is allowed.
import { leave } from "./focus-dom.js";
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
    if (!isShown) kept.append(...host.childNodes);
    // In jsdom an observer hears of an empty fragment too, and there would be no end.
    else if (kept.firstChild) host.append(kept);
    host.style.display = isShown ? "" : "none";
    if (why !== undefined) switchOff(undo, host, why);
  };
  new MutationObserver(apply).observe(host, WATCHED);

  return (decision, mode) => {
    isShown = decision?.allowed;
    const now = isShown || !decision ? undefined : mode === "explain" ? decision.message : mode === "disable" ? "" : undefined;
    if (now !== why) for (const back of undo.splice(0)) back();
    why = now;
    if (!isShown) leave(host);
    if (why !== undefined) isShown = true;
    apply();
    return why;
  };
}
