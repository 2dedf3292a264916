// A document for a framework's test tools. Import it before them: they look for it once.
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true, url: "http://app.test/" });
globalThis.window = window;
for (const name of ["document", "navigator", "Node", "Element", "HTMLElement", "SVGElement", "Comment", "Text", "Range", "Event", "MouseEvent", "KeyboardEvent", "MutationObserver", "DocumentFragment", "ShadowRoot", "getComputedStyle", "HTMLIFrameElement", "XMLSerializer", "requestAnimationFrame", "cancelAnimationFrame"]) {
  Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });
}
globalThis.IS_REACT_ACT_ENVIRONMENT = true;
