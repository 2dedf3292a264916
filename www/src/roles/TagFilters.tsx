import type { Role } from "rolescope/slim";
import { useConsole } from "../state/context";
import { spaced } from "./words";

const TAGS = [
  { key: "kind", label: "Kind", of: (role: Role) => [role.kind] },
  { key: "product", label: "Product", of: (role: Role) => (role.product ? [role.product] : []) },
  { key: "at", label: "Assigned at", of: (role: Role) => role.assignableAt },
] as const;

/** The roles that have all the tags that are chosen. */
export function tagged(roles: readonly Role[], view: Readonly<Record<string, string>>): Role[] {
  return roles.filter((role) => TAGS.every(({ key, of }) => !view[key] || of(role).includes(view[key])));
}

/** The tags as buttons, each with how many roles have it beside what else is chosen. */
export function TagFilters({ roles }: { roles: readonly Role[] }) {
  const { place, becomes } = useConsole();
  const { view } = place;
  const rows = TAGS.map((tag) => ({ ...tag, values: [...new Set(roles.flatMap((role) => tag.of(role)))] })).filter(({ values }) => values.length > 1);
  if (rows.length === 0) return null;
  return (
    <div className="tag-filters">
      {rows.map(({ key, label, of, values }) => (
        <div key={key} className="tag-row" role="group" aria-label={label}>
          <span className="tag-title">{label}</span>
          {values.map((value) => {
            const on = view[key] === value;
            const count = tagged(roles, { ...view, [key]: value }).filter((role) => of(role).includes(value)).length;
            return (
              <button
                key={value}
                type="button"
                className="tag-button"
                aria-pressed={on}
                onClick={() => becomes({ view: { ...view, [key]: on ? "" : value } })}
              >
                {spaced(value)} <span className="tag-count">{count}</span>
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
}
