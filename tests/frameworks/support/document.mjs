// A document for tests in Node: its names are made global.
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true, url: "http://localhost/" });

for (const name of Object.getOwnPropertyNames(window)) {
  if (name in globalThis || /^(on|_)/.test(name)) continue;
  Object.defineProperty(globalThis, name, { configurable: true, writable: true, value: window[name] });
}
globalThis.window = window;
for (const name of ["Event", "EventTarget", "CustomEvent"]) globalThis[name] = window[name];

// jsdom knows no `inert`: as in a browser, the property is the attribute.
if (!("inert" in HTMLElement.prototype)) {
  Object.defineProperty(HTMLElement.prototype, "inert", {
    get() {
      return this.hasAttribute("inert");
    },
    set(value) {
      this.toggleAttribute("inert", value);
    },
  });
}

/** Everything that Tab would reach, in order: its text or its id. */
export function focusable(root = document) {
  const all = [...root.querySelectorAll("a[href],button,input,select,textarea,summary,[tabindex]")];
  return all.filter((element) => !element.disabled && !element.closest("[inert]") && element.tabIndex >= 0 && element.style.display !== "none").map((element) => element.id || element.textContent.trim());
}

/** The last observers, and what they have started. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));
