// Switches controls off while a permission is missing. Where several gates hold one control, each of them watches over it:
// one that finds it on again takes it. What the app itself had switched off is nobody's, and stays off.

/** What takes the focus and knows no `disabled`. */
const INERT = "a,area,summary,iframe,audio,video,[tabindex],[contenteditable]";

/** What to watch, so that a control which comes later is switched off too. */
export const WATCHED: MutationObserverInit = { childList: true, subtree: true, attributeFilter: ["disabled", "inert"] };

/** Switches off what is on in `root`, and adds to `undo` what puts it back. `message` says why. */
export function switchOff(undo: (() => void)[], root: Element, message: string): void {
  for (const element of [root, ...root.querySelectorAll("*")]) {
    const set = (name: string, value: string) => {
      if (element.hasAttribute(name)) return;
      element.setAttribute(name, value);
      undo.push(() => element.removeAttribute(name));
    };
    // What is inside a shadow root is out of reach, so its host is switched off as a whole.
    const name = "disabled" in element ? "disabled" : element.shadowRoot || element.matches(INERT) ? "inert" : undefined;
    if (!name) continue;
    set(name, "");
    if (message) set("title", message);
  }
}
