import { useId } from "react";
import { principalName, useConsole } from "../state/context";

/** In whose name a change is judged and made. Full authority is a choice that says so. */
export function Authority() {
  const state = useConsole();
  const { place, goTo } = state;
  const name = useId();
  const choices = [
    { as: "", label: principalName(state), note: "signed in" },
    { as: "staff", label: "Full authority", note: "the vendor's own staff" },
  ] as const;
  return (
    <fieldset className="authority">
      <legend>Acting as</legend>
      {choices.map(({ as, label, note }) => (
        <label key={as} className="check">
          <input type="radio" name={name} checked={place.as === as} onChange={() => goTo({ as })} />
          <span>
            {label} <span className="muted">({note})</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
