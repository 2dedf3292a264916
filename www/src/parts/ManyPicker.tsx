import { Combobox } from "@base-ui/react/combobox";
import { useId, useMemo, useState } from "react";
import { Icon } from "./Icon";
import { findItems, type PickItem } from "./pick";
import { PickerPopup } from "./PickerPopup";
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
  const [query, setQuery] = useState("");
  const chosen = useMemo(() => values.flatMap((value) => items.find((item) => item.value === value) ?? []), [items, values]);
  const found = useMemo(() => findItems(items, query), [items, query]);
  return (
    <Combobox.Root
      multiple
      items={found.shown}
      filter={null}
      autoHighlight
      value={chosen}
      isItemEqualToValue={(item: PickItem, other: PickItem) => item.value === other.value}
      onValueChange={(next: PickItem[]) => onChange(next.map(({ value }) => value))}
      onInputValueChange={(text, { reason }) => setQuery(reason === "input-change" ? text : "")}
    >
      <div className="field picker">
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
      <PickerPopup shown={found.shown.length} total={found.total} noun={noun} />
    </Combobox.Root>
  );
}
