import { useEffect, useId, useRef, type ReactNode } from "react";
import { Icon } from "./Icon";

interface Props {
  title: string;
  open: boolean;
  onClose: () => void;
  /** Where it comes from: the navigation from the left, the rest from the right (from below on a phone). */
  side: "left" | "right";
  /** A selector of what is in sight when it opens, wherever it stands in a long list. */
  shows?: string;
  children: ReactNode;
}

/** A modal dialog. The browser keeps the focus inside, closes on Escape and gives the focus back. */
export function Sheet({ title, open, onClose, side, shows, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) {
      element.showModal();
      if (shows) element.querySelector(shows)?.scrollIntoView({ block: "center" });
    }
    if (!open && element.open) element.close();
  }, [open, shows]);
  return (
    // A click that lands on the dialog itself is on its backdrop: the body fills the rest.
    <dialog
      ref={dialog}
      className={`sheet sheet-${side}`}
      aria-labelledby={heading}
      // The event comes also, and late, after this component closed it: by then another sheet may be open.
      onClose={() => open && onClose()}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      {open && (
        <div className="sheet-body">
          <div className="sheet-head">
            <h2 id={heading}>{title}</h2>
            <button type="button" className="icon-button" onClick={onClose}>
              <Icon name="close" />
              <span className="sr-only">Close</span>
            </button>
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}
