// Switches controls off while a permission is missing. Where several gates hold one control, each of them watches over it:
// one that finds it on again takes it. What the app itself had switched off is nobody's, and stays off.

/** What to watch, so that a control which comes later is switched off too. */
export const WATCHED: MutationObserverInit = { childList: true, subtree: true, attributeFilter: ["disabled", "inert"] };

/** Switches off what is on in `root`, and adds to `undo` what puts it back. `message` says why. */
export function switchOff(root: Element, undo: (() => void)[], message: string): void {
  for (const element of [root, ...root.querySelectorAll("*")]) {
    const set = (name: string, value: string) => {
      if (element.hasAttribute(name)) return;
      element.setAttribute(name, value);
      undo.push(() => element.removeAttribute(name));
    };
    // What takes the focus and knows no `disabled`; and what is inside a shadow root is out of reach, so its host as a whole.
    const name =
      "disabled" in element
        ? "disabled"
        : (element.shadowRoot ?? element.matches("[tabindex],[contenteditable],a,area,summary,iframe,audio,video"))
          ? "inert"
          : undefined;
    if (!name) continue;
    set(name, "");
    if (message) set("title", message);
  }
}
