import { useEffect, useRef, type RefObject } from "react";
import { useConsole } from "../state/context";

/** What was pressed may be gone with the step that it made. The heading of its part takes the focus then. */
export function useFocusKept(root: RefObject<HTMLElement | null>): void {
  const { place } = useConsole();
  const part = useRef<Element | null>(null);
  useEffect(() => {
    const note = (event: FocusEvent) => {
      const target = event.target as Element;
      part.current = root.current?.contains(target) ? target.closest("section") : null;
    };
    addEventListener("focusin", note);
    return () => removeEventListener("focusin", note);
  }, [root]);
  useEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (!lost || !part.current) return;
    const heading = part.current.isConnected ? part.current.querySelector<HTMLElement>("[tabindex='-1']") : null;
    (heading ?? root.current?.querySelector<HTMLElement>("h1"))?.focus();
  }, [place, root]);
}
