import { useEffect, useRef } from "react";
import type { Override } from "rolescope/slim";
import { withSaved } from "../state/address";
import { OVERRIDES } from "../state/sections";
import { principalName, scopeName, useConsole } from "../state/context";
import { Icon } from "../parts/Icon";
import { PermissionId } from "../parts/PermissionId";
import { Drift } from "./Drift";
import { NarrowFigures } from "./NarrowFigures";
import { returning } from "./ReturnButton";

/** A Studio user's customised permissions: the role when it was customised, the role today, and what is left. */
export function NarrowPanel() {
  const state = useConsole();
  const { server, place } = state;
  const rows = server.directory.overrides().filter((row) => row.mode === "narrow" && row.principal === place.principal);
  const link = useRef<HTMLAnchorElement>(null);
  const cleared = useRef(false);
  useEffect(() => {
    // The button that was pressed is gone.
    if (cleared.current) link.current?.focus();
    cleared.current = false;
  });
  return (
    <div className="stack">
      {rows.map((row) => (
        <Narrow key={row.id} row={row} onClear={() => (cleared.current = true)} />
      ))}
      {rows.length === 0 && (
        <p className="muted">
          {principalName(state)} has no customised permissions: the role counts as it is today, and its updates arrive.
        </p>
      )}
      <a ref={link} href={state.hrefTo({ page: OVERRIDES, view: { who: place.principal, at: place.scope } })}>
        Customise permissions
      </a>
    </div>
  );
}

function Narrow({ row, onClear }: { row: Override; onClear: () => void }) {
  const state = useConsole();
  const { server, session, place, goTo } = state;
  const { scope } = row;
  const role = server.directory.role(row.role);
  const today = role.permissions.map((permission) => permission.id);
  const pinned = row.pinned ?? [];
  const shown = server.catalog.permissions().filter(({ id }) => today.includes(id) || pinned.includes(id));
  const left = shown.filter(({ id }) => session.can(id, scope)).length;
  const clear = () => {
    onClear();
    goTo(withSaved(place, { changes: [returning(row)] }), `${role.name} counts as it is today again. Undo it in Overrides.`);
  };
  return (
    <div className="stack">
      <p className="muted">
        {principalName(state)} holds {role.name} (revision {role.revision}) at {scopeName(state, scope)}. The permissions were customised, so
        updates of the role do not reach this user.
      </p>
      <NarrowFigures pinned={pinned.length} today={today.length} left={left} />
      <Drift today={today} pinned={pinned} />
      <div className="table-frame table-tight" role="region" aria-label="Permissions of the role and what is left" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Permission</th>
              <th scope="col">Pinned</th>
              <th scope="col">Today</th>
              <th scope="col">Left</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ id }) => (
              <tr key={id} className={today.includes(id) !== pinned.includes(id) ? "drifted" : undefined}>
                <th scope="row">
                  <PermissionId id={id} />
                </th>
                <Mark yes={pinned.includes(id)} />
                <Mark yes={today.includes(id)} />
                <Mark yes={session.can(id, scope)} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <button type="button" className="button" onClick={clear}>
        Clear customised permissions
      </button>
    </div>
  );
}

function Mark({ yes }: { yes: boolean }) {
  return (
    <td className="mark">
      {yes ? <Icon name="check" /> : <span aria-hidden="true">–</span>}
      <span className="sr-only">{yes ? "yes" : "no"}</span>
    </td>
  );
}
