import type { RoleSet } from "rolescope/slim";
import { plural } from "../parts/reasons";
import { withForm } from "../state/address";
import { useConsole } from "../state/context";
import { assignStart } from "./assign-start";
import { ByProduct } from "./ByProduct";
import { rolePage } from "./words";

/** Roles that together bring what is wanted, and what they bring besides. */
export function RoleSetCard({ set, type }: { set: RoleSet; type: string }) {
  const state = useConsole();
  const { server, place, hrefTo } = state;
  const roles = set.roles.flatMap((id) => server.directory.roles().find((role) => role.id === id) ?? []);
  return (
    <li className="group">
      <div className="group-head">
        <p className="set-roles">
          {roles.map((role, index) => (
            <span key={role.id}>
              {index > 0 && "and "}
              <a href={hrefTo({ page: rolePage(role.id), view: {} })}>{role.name}</a>
            </span>
          ))}
        </p>
        <a className="small" href={hrefTo(withForm(place, assignStart(state, roles, type)))}>
          Assign<span className="sr-only"> {roles.map(({ name }) => name).join(" and ")}</span>
        </a>
      </div>
      {set.extra.length === 0 ? (
        <p className="muted">and nothing else</p>
      ) : (
        <details className="seats">
          <summary>and {plural(set.extra.length, "other permission")}</summary>
          <ByProduct ids={set.extra} />
        </details>
      )}
      {!set.exact && <p className="muted">There may be a smaller set: not all were tried.</p>}
    </li>
  );
}
