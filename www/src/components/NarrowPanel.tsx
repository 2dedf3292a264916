import { principalName, scopeName, useConsole } from "../context";
import { overrideKey, withOverride } from "../edits";
import type { OverrideRow } from "../tenant-text";
import { Icon } from "./Icon";
import { PermissionId } from "./PermissionId";
import { Switch } from "./Switch";

/** A Studio user's customised permissions: the role when it was customised, the role today, and what is left. */
export function NarrowPanel() {
  const state = useConsole();
  const { server, place } = state;
  const rows = (server.sample.overrides ?? []).filter((row) => row.mode === "narrow" && row.principal === place.principal);
  if (rows.length === 0) {
    return (
      <div className="empty empty-small">
        <Icon name="sliders" />
        <p>{principalName(state)} has no customised permissions: the role counts as it is today, and its updates arrive.</p>
      </div>
    );
  }
  return rows.map((row) => <Narrow key={overrideKey(row)} row={row} />);
}

function Narrow({ row }: { row: OverrideRow }) {
  const state = useConsole();
  const { server, session, place, goTo } = state;
  const key = overrideKey(row);
  const role = server.directory.role(row.role);
  const today = role.permissions.map((permission) => permission.id);
  const override = server.directory.overrides().find((held) => held.mode === "narrow" && overrideKey(held) === key);
  const pinned = override?.pinned ?? [];
  const shown = server.catalog.permissions().filter(({ id }) => today.includes(id) || pinned.includes(id));
  const left = shown.filter(({ id }) => session.can(id, row.scope)).length;
  const customise = (on: boolean) => goTo({ edits: withOverride(server.sample, place.edits, key, on) });
  return (
    <div className="stack">
      <Switch label="Narrowed within the role" on={override !== undefined} onChange={customise} />
      <p className="muted">
        {principalName(state)} holds {role.name} (revision {role.revision}) at {scopeName(state, row.scope)}.{" "}
        {override
          ? "The permissions were customised, so updates of the role do not reach this user."
          : "Without customised permissions the role counts as it is today."}
      </p>
      <dl className="figures figures-small">
        {override && (
          <div>
            <dt>Pinned</dt>
            <dd>{pinned.length}</dd>
          </div>
        )}
        <div>
          <dt>Today</dt>
          <dd>{today.length}</dd>
        </div>
        <div>
          <dt>Left</dt>
          <dd>{left}</dd>
        </div>
      </dl>
      {override && <Drift today={today} pinned={pinned} />}
      <div className="table-frame table-tight" role="region" aria-label="Permissions of the role and what is left" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Permission</th>
              {override && <th scope="col">Pinned</th>}
              <th scope="col">Today</th>
              <th scope="col">Left</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ id }) => (
              <tr key={id} className={override && today.includes(id) !== pinned.includes(id) ? "drifted" : undefined}>
                <th scope="row">
                  <PermissionId id={id} />
                </th>
                {override && <Mark yes={pinned.includes(id)} />}
                <Mark yes={today.includes(id)} />
                <Mark yes={session.can(id, row.scope)} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Drift({ today, pinned }: { today: string[]; pinned: string[] }) {
  const added = today.filter((id) => !pinned.includes(id));
  const removed = pinned.filter((id) => !today.includes(id));
  if (added.length + removed.length === 0) return null;
  return (
    <div className="note">
      <p>
        <strong>The role has changed since.</strong> Pinned and today differ:
      </p>
      <ul className="plain">
        {added.map((id) => (
          <li key={id}>
            added to the role: <code className="code">{id}</code>
          </li>
        ))}
        {removed.map((id) => (
          <li key={id}>
            removed from the role: <code className="code">{id}</code>
          </li>
        ))}
      </ul>
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
