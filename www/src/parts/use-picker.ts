import { useEffect, useRef, useState, type FocusEvent, type RefObject } from "react";
import type { Combobox } from "@base-ui/react/combobox";

interface Picking {
  field: RefObject<HTMLDivElement | null>;
  /** What is searched for. */
  query: string;
  /** For the root of the combobox. */
  root: {
    open: boolean;
    onOpenChange: (open: boolean) => void;
    inputValue: string;
    onInputValueChange: (text: string, details: { reason: string }) => void;
    actionsRef: RefObject<Combobox.Root.Actions | null>;
  };
  onBlur: (event: FocusEvent) => void;
}

/** Escape is none: it takes back what was typed, and the field holds what was chosen. */
const TYPING = new Set(["input-change", "input-clear"]);

/** Opening, typing and closing. At rest the field holds `rest`. The list is not the library's own popup, so that it has to be told when it is closed. */
export function usePicker(rest: string, onClose?: () => void): Picking {
  const field = useRef<HTMLDivElement>(null);
  const actionsRef = useRef<Combobox.Root.Actions>(null);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !open) actionsRef.current?.unmount();
    was.current = open;
  }, [open]);
  const change = (next: boolean) => {
    setOpen(next);
    if (next) return;
    setTyped(null);
    onClose?.();
  };
  return {
    field,
    query: typed ?? "",
    root: {
      open,
      onOpenChange: change,
      inputValue: typed ?? rest,
      onInputValueChange: (text, { reason }) => setTyped(TYPING.has(reason) ? text : null),
      actionsRef,
    },
    onBlur: (event) => !field.current?.contains(event.relatedTarget) && (open || typed !== null) && change(false),
  };
}
