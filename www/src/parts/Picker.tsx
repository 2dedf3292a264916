import { Combobox } from "@base-ui/react/combobox";
import { useId, useMemo } from "react";
import { Icon } from "./Icon";
import { findItems, type PickItem } from "./pick";
import { PickerPopup } from "./PickerPopup";
import { usePicker } from "./use-picker";
import "./picker.css";

interface Props {
  label: string;
  /** What the label does not say to somebody who does not see the whole: of which kind it is. */
  about?: string;
  items: readonly PickItem[];
  value: string;
  onChange: (value: string) => void;
  /** What is in sight while one types or walks the list, before it is chosen; empty: nothing. */
  onPreview?: (value: string) => void;
  /** What there are many of: people, scopes. */
  noun: string;
}

/** One of many, found as one types. Of a long list the first matches are drawn, and how many there are is said. */
export function Picker({ label, about, items, value, onChange, onPreview, noun }: Props) {
  const id = useId();
  const selected = useMemo(() => items.find((item) => item.value === value) ?? null, [items, value]);
  const { field, query, root, onBlur } = usePicker(selected?.label ?? "", () => onPreview?.(""));
  // What is typed next is another search. Not at once: a press inside of what is selected takes the selection away after it.
  const selectAll = (label: string) =>
    requestAnimationFrame(() => {
      const input = field.current?.querySelector("input");
      if (input?.value === label) input.select();
    });
  const choose = (item: PickItem | null) => {
    if (!item) return;
    onChange(item.value);
    selectAll(item.label);
  };
  const found = useMemo(() => findItems(items, query), [items, query]);
  const shown = useMemo(
    () => (query || !selected ? found.shown : [selected, ...found.shown.filter((item) => item !== selected)]),
    [found, query, selected],
  );
  return (
    <Combobox.Root
      items={shown}
      filter={null}
      {...root}
      autoHighlight
      value={selected}
      isItemEqualToValue={(item: PickItem, other: PickItem) => item.value === other.value}
      onValueChange={choose}
      onItemHighlighted={(item: PickItem | undefined, { reason }) => reason !== "pointer" && onPreview?.(item?.value ?? "")}
    >
      <div ref={field} className="field picker" onBlur={onBlur}>
        <label htmlFor={id}>
          {label}
          {about && <span className="sr-only"> ({about})</span>}
        </label>
        <Combobox.InputGroup className="picker-box">
          {/* What stands there is replaced by typing, not added to: also when one comes back to it. What is being typed is mended. */}
          <Combobox.Input id={id} spellCheck={false} onFocus={(event) => event.currentTarget.select()} onClick={() => query === "" && selectAll(selected?.label ?? "")} />
          <Combobox.Trigger className="picker-open" aria-label={`All ${noun}`}>
            <Icon name="chevron" className="icon icon-down" />
          </Combobox.Trigger>
        </Combobox.InputGroup>
      </div>
      <PickerPopup shown={shown.length} total={found.total} noun={noun} query={query} field={field} />
    </Combobox.Root>
  );
}
