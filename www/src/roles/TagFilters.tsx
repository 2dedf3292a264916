import type { Role } from "rolescope/slim";
import { SelectField } from "../parts/fields";
import { useConsole, useMedia } from "../state/context";
import { capital, spaced } from "./words";

interface Tag {
  key: string;
  label: string;
  of: (role: Role) => readonly string[];
}

const TAGS: Tag[] = [
  { key: "kind", label: "Kind", of: (role) => [role.kind] },
  { key: "product", label: "Product", of: (role) => (role.product ? [role.product] : []) },
  { key: "at", label: "Assigned at", of: (role) => role.assignableAt },
];

/** The roles that have all the tags that are chosen. */
export function tagged(roles: readonly Role[], view: Readonly<Record<string, string>>): Role[] {
  return roles.filter((role) => TAGS.every(({ key, of }) => !view[key] || of(role).includes(view[key])));
}

/** The tags, each with how many roles have it beside what else is chosen: as buttons, or on a phone as lists. */
export function TagFilters({ roles }: { roles: readonly Role[] }) {
  const { place, becomes } = useConsole();
  const compact = useMedia("(max-width: 719px)");
  const Row = compact ? TagSelect : TagButtons;
  return (
    <div className={compact ? "tag-selects" : "tag-filters"}>
      {TAGS.map(({ key, label, of }) => {
        const values = [...new Set(roles.flatMap((role) => of(role)))].map((value) => ({ value, count: tagged(roles, { ...place.view, [key]: value }).length }));
        return (
          values.length > 1 && (
            <Row key={key} label={label} values={values} chosen={place.view[key] ?? ""} onChange={(value) => becomes({ view: { ...place.view, [key]: value } })} />
          )
        );
      })}
    </div>
  );
}

interface RowProps {
  label: string;
  values: { value: string; count: number }[];
  chosen: string;
  onChange: (value: string) => void;
}

function TagSelect({ label, values, chosen, onChange }: RowProps) {
  const options = values.map(({ value, count }) => ({ value, label: `${capital(spaced(value))} (${count})` }));
  return <SelectField label={label} value={chosen} empty="any" options={options} onChange={onChange} />;
}

function TagButtons({ label, values, chosen, onChange }: RowProps) {
  return (
    <div className="tag-row" role="group" aria-label={label}>
      <span className="tag-title">{label}</span>
      <div className="tag-values">
        {values.map(({ value, count }) => (
          <button key={value} type="button" className="tag-button" aria-pressed={value === chosen} onClick={() => onChange(value === chosen ? "" : value)}>
            {spaced(value)} <span className="tag-count">{count}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
