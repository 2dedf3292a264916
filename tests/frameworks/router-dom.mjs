// A DOM for the frameworks, in this process. Import it before them: they look at the globals once.
import { JSDOM } from "jsdom";

// TanStack Router takes Node for a server unless this says that it is tested.
process.env.NODE_ENV = "test";

export const { window } = new JSDOM("<!doctype html><html><body><div id=app></div></body></html>", { url: "http://app.test/", pretendToBeVisual: true });

for (const name of ["window", "self", "document", "location", "history", "navigator", "Node", "Element", "HTMLElement", "SVGElement", "ShadowRoot", "Event", "CustomEvent", "MutationObserver", "requestAnimationFrame", "cancelAnimationFrame"]) {
  Object.defineProperty(globalThis, name, { value: name === "window" || name === "self" ? window : window[name], configurable: true, writable: true });
}
for (const name of ["addEventListener", "removeEventListener", "dispatchEvent", "scrollTo"]) globalThis[name] = name === "scrollTo" ? () => {} : window[name].bind(window);
window.scrollTo = () => {};
globalThis.IS_REACT_ACT_ENVIRONMENT = false;

/** Waits until `ask` gives something that holds; fails with what it gave last. */
export async function until(ask, what = String(ask)) {
  let last;
  for (let times = 0; times < 400; times++) {
    last = ask();
    if (last) return last;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`it did not come to ${what}: ${JSON.stringify(last)}; the page has ${globalThis.document?.body?.innerHTML}`);
}
