import { SelectField, type Option } from "../../parts/fields";
import type { Loaded } from "../use-judged";
import type { Asked } from "./question";

interface Props extends Loaded {
  asked: Asked;
  onChange: (asked: Partial<Asked>) => void;
}

export function AskFields({ catalog, directory, asked, onChange }: Props) {
  return (
    <div className="pg-ask">
      <SelectField label="Principal" value={asked.principal} options={withAsked(named(directory.principals()), asked.principal)} onChange={(principal) => onChange({ principal })} />
      <SelectField
        label="Permission"
        value={asked.permission}
        options={withAsked(
          catalog.permissions().map(({ id }) => ({ value: id, label: id })),
          asked.permission,
        )}
        onChange={(permission) => onChange({ permission })}
      />
      <SelectField label="Scope" value={asked.scope} options={withAsked(named(directory.scopes()), asked.scope)} onChange={(scope) => onChange({ scope })} />
    </div>
  );
}

/** What is asked about stays in the list when the texts lose it: the engine then says so. */
function withAsked(options: Option[], value: string): Option[] {
  return options.some((option) => option.value === value) ? options : [{ value, label: value ? `${value} (not in the texts)` : "nothing to choose" }, ...options];
}

/** By name. The id is long and would be cut, so it stands there only where two have the same name. */
function named(rows: readonly { id: string; name?: string }[]): Option[] {
  return rows.map(({ id, name }) => {
    const twice = rows.some((other) => other.name === name && other.id !== id);
    return { value: id, label: name && twice ? `${name} (${id})` : (name ?? id) };
  });
}
