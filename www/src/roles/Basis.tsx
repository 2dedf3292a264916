import type { Basis, Role } from "rolescope/slim";
import { plural } from "../parts/reasons";
import { BASES } from "./words";

export function BasisMark({ basis }: { basis: Basis }) {
  return (
    <span className={`basis basis-${basis}`} aria-hidden="true">
      {BASES.find((entry) => entry.basis === basis)?.letter}
    </span>
  );
}

/** What colour and letter say, once for a page. */
export function BasisLegend() {
  return (
    <ul className="basis-legend">
      {BASES.map(({ basis, means }) => (
        <li key={basis}>
          <BasisMark basis={basis} />
          <span>
            <strong>{basis}</strong>: {means}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** How many permissions a role has, and on what they rest, as lengths and in words. */
export function BasisBar({ role, most }: { role: Role; most: number }) {
  const counts = BASES.map(({ basis }) => ({ basis, count: role.permissions.filter((permission) => permission.basis === basis).length })).filter(({ count }) => count > 0);
  return (
    <div className="basis-count">
      <p className="muted">
        {plural(role.permissions.length, "permission")}
        <span className="sr-only">: {counts.map(({ basis, count }) => `${count} ${basis}`).join(", ")}</span>
      </p>
      <div className="basis-bar" aria-hidden="true" title={counts.map(({ basis, count }) => `${count} ${basis}`).join(", ")}>
        {counts.map(({ basis, count }) => (
          <span key={basis} className={`basis-${basis}`} style={{ width: `${(100 * count) / most}%` }} />
        ))}
      </div>
    </div>
  );
}
