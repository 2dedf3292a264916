import { Combobox } from "@base-ui/react/combobox";
import { Icon } from "./Icon";
import type { PickItem } from "./pick";

/** The list below a picker. */
export function PickerPopup({ shown, total, noun }: { shown: number; total: number; noun: string }) {
  return (
    <Combobox.Portal>
      <Combobox.Positioner className="picker-place" sideOffset={4} collisionPadding={8}>
        <Combobox.Popup className="picker-popup" aria-label={noun}>
          <Combobox.Status className="picker-status">
            {total > shown ? `the first ${shown} of ${total.toLocaleString("en")} ${noun}` : `${total.toLocaleString("en")} ${noun}`}
          </Combobox.Status>
          <Combobox.List className="picker-list">
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
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  );
}
