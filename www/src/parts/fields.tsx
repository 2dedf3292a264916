import { useId, useState, type ReactNode } from "react";
import { FieldIssues, useFieldIssues } from "./field-issues";

export interface Option {
  value: string;
  label: string;
  /** Said below the label: a reason, an id. */
  note?: ReactNode;
  disabled?: boolean;
}

interface SelectProps {
  label: string;
  /** Its name in the change that the form makes: what the engine finds there stands beside it. */
  field?: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
  /** An entry for "none yet". */
  empty?: string;
}

export function SelectField({ label, field, value, options, onChange, empty }: SelectProps) {
  const id = useId();
  const found = useFieldIssues(field);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} {...found.attributes} onChange={(event) => onChange(event.target.value)}>
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <FieldIssues found={found} />
    </div>
  );
}

interface TextProps {
  label: string;
  field?: string;
  value: string;
  onChange: (value: string) => void;
  type?: "text" | "email" | "search" | "datetime-local";
}

export function TextField({ label, field, value, onChange, type = "text" }: TextProps) {
  const id = useId();
  const found = useFieldIssues(field);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} type={type} value={value} autoComplete="off" spellCheck={false} {...found.attributes} onChange={(event) => onChange(event.target.value)} />
      <FieldIssues found={found} />
    </div>
  );
}

export interface Period {
  startsAt: string;
  expiresAt: string;
}

export const ALWAYS: Period = { startsAt: "", expiresAt: "" };

/** Start and end, in UTC as the engine takes them. Empty: no bound. */
export function PeriodFields({ period, onChange }: { period: Period; onChange: (period: Period) => void }) {
  return (
    <div className="fields">
      <TextField field="startsAt" label="Starts (UTC)" type="datetime-local" value={period.startsAt} onChange={(startsAt) => onChange({ ...period, startsAt })} />
      <TextField field="expiresAt" label="Ends (UTC)" type="datetime-local" value={period.expiresAt} onChange={(expiresAt) => onChange({ ...period, expiresAt })} />
    </div>
  );
}

/** The bounds that are set, as fields of a change. */
export function written({ startsAt, expiresAt }: Period): { startsAt?: string; expiresAt?: string } {
  const utc = (local: string) => `${local}:00Z`;
  return { ...(startsAt && { startsAt: utc(startsAt) }), ...(expiresAt && { expiresAt: utc(expiresAt) }) };
}

/** Bounds as the fields hold them: to the minute, in UTC. */
export function asTyped({ startsAt, expiresAt }: { startsAt?: string; expiresAt?: string }): Period {
  const local = (time?: string) => (time ? new Date(time).toISOString().slice(0, 16) : "");
  return { startsAt: local(startsAt), expiresAt: local(expiresAt) };
}

interface ChoicesProps {
  legend: string;
  field?: string;
  options: readonly Option[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** One of them only. */
  single?: boolean;
}

const FILTER_ABOVE = 8;

/** Check boxes, or radio buttons, in a frame of their own; a long list can be searched. */
export function Choices({ legend, field, options, chosen, onChange, single = false }: ChoicesProps) {
  const name = useId();
  const found = useFieldIssues(field);
  const [text, setText] = useState("");
  const wanted = text.trim().toLowerCase();
  // What was chosen when the list opened stands first, so that it is in sight.
  const [first] = useState(chosen);
  const ordered = [...options.filter(({ value }) => first.includes(value)), ...options.filter(({ value }) => !first.includes(value))];
  const shown = ordered.filter((option) => `${option.label} ${option.value}`.toLowerCase().includes(wanted));
  const toggle = (value: string, on: boolean) => {
    if (single) onChange([value]);
    else onChange(on ? [...chosen, value] : chosen.filter((other) => other !== value));
  };
  return (
    <fieldset className="choices" aria-describedby={found.attributes["aria-describedby"]}>
      <legend>
        {legend}
        {!single && chosen.length > 0 && <span className="muted"> ({chosen.length} chosen)</span>}
      </legend>
      {options.length > FILTER_ABOVE && (
        <input
          type="search"
          className="choices-filter"
          aria-label={`Search: ${legend}`}
          placeholder="Search"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <div className="choices-list" role="group" aria-label={legend} tabIndex={0}>
        {shown.map((option) => (
          <div key={option.value} className="choice">
            <label>
              <input
                type={single ? "radio" : "checkbox"}
                name={name}
                checked={chosen.includes(option.value)}
                disabled={option.disabled}
                aria-describedby={option.note ? `${name}${option.value}` : undefined}
                onChange={(event) => toggle(option.value, event.target.checked)}
              />
              <span>{option.label}</span>
            </label>
            {option.note && (
              <p id={`${name}${option.value}`} className="choice-note">
                {option.note}
              </p>
            )}
          </div>
        ))}
        {shown.length === 0 && <p className="muted">{options.length === 0 ? "There is nothing to choose." : "Nothing is called so."}</p>}
      </div>
      <FieldIssues found={found} />
    </fieldset>
  );
}
