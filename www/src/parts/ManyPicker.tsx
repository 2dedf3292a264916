import { Combobox } from "@base-ui/react/combobox";
import { useId, useMemo } from "react";
import { Icon } from "./Icon";
import { findItems, type PickItem } from "./pick";
import { PickerPopup } from "./PickerPopup";
import { usePicker } from "./use-picker";
import "./picker.css";

interface Props {
  label: string;
  items: readonly PickItem[];
  values: readonly string[];
  onChange: (values: string[]) => void;
  noun: string;
  placeholder: string;
}

/** Some of many, each with a way to take it out again. */
export function ManyPicker({ label, items, values, onChange, noun, placeholder }: Props) {
  const id = useId();
  const { field, query, root, onBlur } = usePicker("");
  const chosen = useMemo(() => values.flatMap((value) => items.find((item) => item.value === value) ?? []), [items, values]);
  const found = useMemo(() => findItems(items, query), [items, query]);
  return (
    <Combobox.Root
      multiple
      items={found.shown}
      filter={null}
      {...root}
      autoHighlight
      value={chosen}
      isItemEqualToValue={(item: PickItem, other: PickItem) => item.value === other.value}
      onValueChange={(next: PickItem[], { reason }) => reason !== "escape-key" && onChange(next.map(({ value }) => value))}
    >
      <div ref={field} className="field picker" onBlur={onBlur}>
        <label htmlFor={id}>{label}</label>
        <Combobox.InputGroup className="picker-box picker-many">
          <Combobox.Chips className="picker-chips" aria-label={chosen.length > 0 ? `Chosen ${noun}` : undefined}>
            {chosen.map((item) => (
              <Combobox.Chip key={item.value} className="picker-chip" aria-label={item.label} aria-description="Press Backspace or Delete to remove">
                {item.label}
                <Combobox.ChipRemove className="picker-remove" aria-label={`Remove ${item.label}`}>
                  <Icon name="close" />
                </Combobox.ChipRemove>
              </Combobox.Chip>
            ))}
            <Combobox.Input id={id} spellCheck={false} placeholder={chosen.length > 0 ? "" : placeholder} />
          </Combobox.Chips>
        </Combobox.InputGroup>
      </div>
      <PickerPopup shown={found.shown.length} total={found.total} noun={noun} query={query} field={field} />
    </Combobox.Root>
  );
}
