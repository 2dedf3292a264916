import { useId, useState } from "react";
import type { AccessDiff, Change, Issue } from "rolescope";
import { principalName, scopeName, useConsole } from "../context";
import { plural } from "../reasons";
import { Message } from "./Message";

const EVERYTHING = "";
/** Rows of the difference that are shown. */
const SHOWN = 4;

/** One role for the person in sight, tried in somebody's name: what forbids it, and who would gain what. Nothing changes. */
export function TryPanel() {
  const state = useConsole();
  const { server, place } = state;
  const { directory } = server;
  const [by, setBy] = useState(EVERYTHING);
  const [role, setRole] = useState("");
  const [roleField, actorField] = [useId(), useId()];
  const type = directory.scopes().find((scope) => scope.id === place.scope)?.type ?? "";
  const roles = directory.roles().filter((known) => known.assignableAt.includes(type));
  const chosen = roles.some((known) => known.id === role) ? role : (roles[0]?.id ?? "");
  if (roles.length === 0) return <p className="muted">No role is assigned at this kind of scope.</p>;
  const actor = directory.principals().some((known) => known.id === by) ? by : EVERYTHING;
  const change: Change = { type: "assign", principal: place.principal, role: chosen, scope: place.scope };
  const found = directory.simulate([change], { ...(actor !== EVERYTHING && { by: actor }), diffLimit: SHOWN });
  return (
    <div className="stack">
      <div className="field">
        <label htmlFor={roleField}>Role at {scopeName(state, place.scope)}</label>
        <select id={roleField} value={chosen} onChange={(event) => setRole(event.target.value)}>
          {roles.map((known) => (
            <option key={known.id} value={known.id}>
              {known.name}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={actorField}>Assigned by</label>
        <select id={actorField} value={actor} onChange={(event) => setBy(event.target.value)}>
          <option value={EVERYTHING}>the server itself, with full authority</option>
          {directory.principals().map((known) => (
            <option key={known.id} value={known.id}>
              {known.name ?? known.id}
            </option>
          ))}
        </select>
      </div>
      <p role="status">
        {found.ok ? (
          <>
            <strong>It would pass.</strong> {plural(found.diffTotal, "place")} would change.
          </>
        ) : (
          <strong>It would be refused.</strong>
        )}
      </p>
      {found.issues.length > 0 && <Issues issues={found.issues} />}
      {found.diff.length > 0 && <Difference rows={found.diff} total={found.diffTotal} />}
    </div>
  );
}

function Issues({ issues }: { issues: readonly Issue[] }) {
  return (
    <ul className="rows">
      {issues.map((issue, index) => (
        <li key={index} className="row">
          <code className="code">{issue.code}</code>
          <p>
            <Message text={issue.message} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function Difference({ rows, total }: { rows: readonly AccessDiff[]; total: number }) {
  const state = useConsole();
  return (
    <ul className="rows">
      {rows.map((row) => (
        <li key={`${row.principal} ${row.scope}`} className="row">
          <p>
            {principalName(state, row.principal)} at {scopeName(state, row.scope)}
          </p>
          <p className="muted">
            gains {row.gained.length}, loses {row.lost.length}
          </p>
        </li>
      ))}
      {total > rows.length && (
        <li className="row">
          <p className="muted">and {plural(total - rows.length, "place")} more</p>
        </li>
      )}
    </ul>
  );
}
