import type { RoleAssignment } from "rolescope/slim";
import { withForm } from "../state/address";
import { roleName, scopeName, useConsole } from "../state/context";
import { DraftButton } from "./DraftButton";
import { idleText } from "./in-effect";
import { keyOf, offersFor } from "./offers";
import { Person } from "./Person";
import { periodText } from "./words";

export function AssignmentRow({ row }: { row: RoleAssignment }) {
  const state = useConsole();
  const { server, place, hrefTo } = state;
  const role = roleName(state, row.role);
  const idle = idleText(server, row);
  const offers = offersFor(server, row);
  const about = <span className="sr-only"> {`${role} of ${server.directory.principals().find(({ id }) => id === row.principal)?.name ?? row.principal} at ${scopeName(state, row.scope)}`}</span>;
  return (
    <li className="row access-row">
      <Person id={row.principal} />
      <div>
        <p className="row-line">
          <span>{role}</span>
          {idle && <span className="tag tag-odd">{idle}</span>}
          <span className="tag">{row.kind.replace(/[_-]/g, " ")}</span>
        </p>
        {row.resource && <p className="muted">for {scopeName(state, row.resource.id)}</p>}
        {(row.startsAt || row.expiresAt) && <p className="muted">{periodText(row)}</p>}
      </div>
      <p className="row-actions">
        {offers.narrow && (
          <a className="small" href={hrefTo(withForm(place, { type: "narrow", ...keyOf(row) }))}>
            Narrow{about}
          </a>
        )}
        {!offers.transfer && (
          <a className="small" href={hrefTo(withForm(place, { type: "assign", ...keyOf(row), replaces: row.id }))}>
            Edit{about}
          </a>
        )}
        {offers.transfer && (
          <a className="small" href={hrefTo(withForm(place, { type: "transfer", role: row.role, scope: row.scope, from: row.principal }))}>
            Transfer{about}
          </a>
        )}
        <DraftButton change={{ type: "unassign", ...keyOf(row) }} label="Remove">
          {about}
        </DraftButton>
      </p>
    </li>
  );
}
