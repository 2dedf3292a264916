import { useId } from "react";
import { SelectField } from "../parts/fields";
import { principalName, useConsole, useMedia } from "../state/context";
import { peopleOptions } from "./options";

/** In whose name a change is judged and made. Full authority is a choice that says so. */
export function Authority() {
  const state = useConsole();
  const { place, goTo } = state;
  const name = useId();
  const choices = [
    { as: "", label: principalName(state), note: "signed in" },
    { as: "staff", label: "Full authority", note: "the vendor's own staff" },
    { as: "other", label: "Another person", note: "who is not signed in" },
  ] as const;
  const compact = useMedia("(max-width: 719px)");
  const others = peopleOptions(state).filter(({ value }) => value !== place.principal);
  const fields = (
    <fieldset className="authority">
      <legend className={compact ? "sr-only" : undefined}>Acting as</legend>
      {choices.map(({ as, label, note }) => (
        <label key={as} className="check">
          <input type="radio" name={name} checked={place.as === as} onChange={() => goTo({ as, by: as === "other" ? (others[0]?.value ?? "") : "" })} />
          <span>
            {label} <span className="muted">({note})</span>
          </span>
        </label>
      ))}
      {place.as === "other" && <SelectField label="Who acts" value={place.by} options={others} onChange={(by) => goTo({ by })} />}
    </fieldset>
  );
  if (!compact) return fields;
  // On a phone the choices would take the place of what they are for.
  return (
    <details className="authority-fold">
      <summary>
        Acting as <strong>{place.as === "other" ? principalName(state, place.by) : choices.find(({ as }) => as === place.as)?.label}</strong>
      </summary>
      {fields}
    </details>
  );
}
