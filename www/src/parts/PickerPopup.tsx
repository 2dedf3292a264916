import type { RefObject } from "react";
import { Combobox } from "@base-ui/react/combobox";
import { Icon } from "./Icon";
import type { PickItem } from "./pick";

interface Props {
  shown: number;
  total: number;
  noun: string;
  /** What was typed; empty: nothing. */
  query: string;
  /** The field that the list belongs to: it stays within it, and so within the page's landmarks. */
  field: RefObject<HTMLElement | null>;
}

/**
 * The list below a picker. Not the library's own popup: that hides the rest of the page from screen readers, and the
 * rest is where the answer changes while one types.
 */
export function PickerPopup({ shown, total, noun, query, field }: Props) {
  return (
    <Combobox.Portal container={field}>
      <Combobox.Positioner className="picker-place" sideOffset={4} collisionPadding={8}>
        <div className="picker-popup">
          <Combobox.Status className="picker-status">
            {total === 0 && query ? `0 ${noun}: nothing matches “${query}”` : total > shown ? `the first ${shown} of ${total.toLocaleString("en")} ${noun}` : `${total.toLocaleString("en")} ${noun}`}
          </Combobox.Status>
          <Combobox.List className="picker-list" aria-label={noun}>
            {(item: PickItem) => (
              <Combobox.Item key={item.value} value={item} className="picker-item">
                <Combobox.ItemIndicator className="picker-check">
                  <Icon name="check" />
                </Combobox.ItemIndicator>
                <span className="picker-label">{item.label}</span>
                {item.note && <span className="picker-note">{item.note}</span>}
              </Combobox.Item>
            )}
          </Combobox.List>
        </div>
      </Combobox.Positioner>
    </Combobox.Portal>
  );
}
