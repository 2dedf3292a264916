// Where the focus goes when the content that has it is taken away, and how that is said. Shared by the adapters; the live
// region is one for the page, found by its id, even where each of them is bundled with a copy of this file.

const REGION = { id: "rolescope-status", ariaLive: "polite", style: "position:fixed;top:-9em" };

/**
 * Call it before content may be taken away or disabled by the turn that is going on. If what has the focus goes with it,
 * the nearest container or landmark that can take the focus does, or the body, and a polite live region says so.
 */
export function leave(): void {
  const { activeElement, body } = document;
  if (!activeElement) return;
  // A range stays where the element was, whichever of its ancestors goes.
  const place = new Range();
  place.selectNode(activeElement);
  setTimeout(() => {
    if (activeElement.isConnected && !activeElement.closest(":disabled,[inert]")) return;
    // The app has moved it elsewhere by itself.
    if (![activeElement, body].includes(document.activeElement ?? body)) return;
    const target = (place.startContainer as Element).closest<HTMLElement>("[tabindex],main,nav,dialog,body")!;
    // Reads as -1 where there is no attribute, and writes it: the element can be given the focus, and is no stop of Tab.
    target.tabIndex += 0;
    target.focus({ preventScroll: true });
    // A page may have the region from the start, with the words in its own language as `data-message`.
    const region = document.getElementById(REGION.id) ?? body.appendChild(Object.assign(document.createElement("output"), REGION));
    region.textContent = "";
    // Only a change of a region that is there already is spoken.
    setTimeout(() => (region.textContent = region.dataset.message ?? "This is no longer available."), 99);
  });
}
