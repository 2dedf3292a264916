// When the element that has the focus goes, the browser drops the focus at the start of the page without a word.

/** Where the focus may go: around what went, and no other control, because the next key press would act on that one. */
const AROUND = "main,dialog,[role],[tabindex],body";

let status: HTMLElement | undefined;

/** `node` is about to go, or to be switched off: moves the focus out of it and says so. */
export function leave(node: Node): void {
  const active = document.activeElement!;
  if (node.contains(active)) move(active, node.parentElement!);
}

/** Something is about to go, nobody knows what. If it takes the focus along, `leave` is made up for. */
export function mayLeave(): void {
  const active = document.activeElement!;
  const around: Element[] = [];
  for (let at: Element | null = active; at; at = at.parentElement) around.push(at);
  // After the framework has changed the document. By then the app may have given the focus to something else.
  setTimeout(() => active.isConnected || document.activeElement !== document.body || move(active, around.find((node) => node.isConnected)!));
}

function move(active: Element, from: Element): void {
  const target = from.closest<HTMLElement>(AROUND)!;
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  status ??= document.createElement("div");
  status.setAttribute("role", "status");
  status.style.cssText = "position:absolute;clip-path:inset(50%)";
  // Beside the focus, because nothing outside a modal dialog is read while it is open.
  target.append(status);
  // A live region is read when it changes, not when it comes.
  status.textContent = "";
  setTimeout(() => (status!.textContent = (active.ariaLabel || active.textContent) + " is no longer available"), 100);
}
