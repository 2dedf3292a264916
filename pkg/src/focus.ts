// Where the focus goes when what has it is taken away or switched off, and how that is said. One rule for all adapters.

let status: HTMLOutputElement | undefined;

/**
 * Call it before something may be taken away or switched off by the turn that is going on. If what has the focus goes with
 * it, the nearest container that can take the focus does, or the body, and a polite live region says so. No control beside
 * it does, because the next key press would act on that one.
 */
export const leave = (): void => {
  const activeElement = document.activeElement;
  const around: HTMLElement[] = [];
  for (let at: Element | null = activeElement; (at = at!.parentElement); ) around.push(at as HTMLElement);
  setTimeout(() => {
    // Else it is there and on, or the app has moved the focus by itself. Some browsers leave it on what is disabled.
    if (!activeElement!.matches("html :not(:disabled,[inert] *,[inert])") && [activeElement, document.body].includes(document.activeElement)) {
      status ??= document.createElement("output");
      status.style = "position:fixed;bottom:-9em";
      status.value = "";
      around
        .find((at) => {
          // Reads as -1 where there is no attribute, and writes it: it can be given the focus, and is no stop of Tab.
          if (at.matches("dialog,[role],body,nav,main")) at.tabIndex += 0;
          at.focus({ preventScroll: true });
          // What has gone as well, is not shown or is inert does not take it. `:focus` would match nothing in a window
          // that is not in front.
          return at === document.activeElement;
        })!
        // Nothing outside a modal dialog is read while it is open.
        .append(status);
      // Only a change of a region that is there already is spoken.
      setTimeout(() => (status!.value = document.body.dataset.rolescopeGone ?? "No longer available."), 99);
    }
  });
};
