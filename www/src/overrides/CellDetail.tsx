import { periodText } from "../access/words";
import { reasonLabel } from "../parts/reasons";
import { IssueList } from "../parts/IssueList";
import { Message } from "../parts/Message";
import { Switch } from "../parts/Switch";
import { actorOf, principalName, roleName, scopeName, useConsole } from "../state/context";
import { assignmentOf } from "../parts/grant-row";
import { EDIT, isLifted, WAYS, type Cell } from "./cells";
import { seatsText } from "./seats";
import { cellKey, useTurn } from "./use-turn";
import { WhoMay } from "./WhoMay";

/** One cell in full: what the person may do there and by what, what the switch would do, or why it is refused. */
export function CellDetail({ cell }: { cell: Cell }) {
  const state = useConsole();
  const { server } = state;
  const turn = useTurn();
  const project = cell.project.name ?? cell.project.id;
  const refused = cell.refusals.length > 0;
  return (
    <section className="panel cell-detail" aria-label="The cell in full">
      <div>
        <h3 className="user-name" tabIndex={-1}>
          {principalName(state, cell.principal)}
        </h3>
        <p className="muted">
          {project}, {cell.project.parent && scopeName(state, cell.project.parent)}
        </p>
      </div>
      <div id="cell-detail" className="stack">
        <p>
          <span className={`cell-mark cell-by-${cell.way}`} aria-hidden="true" /> <strong className="first-up">{WAYS[cell.way].text}</strong>
        </p>
        <Because cell={cell} />
      </div>
      <Switch label={`Project-level edit of ${project}`} on={cell.override !== undefined} disabled={refused} onChange={() => turn(cell)} />
      <WhoMay id="cell-refused" change={cell.change} refusals={cell.refusals} view={{ cell: cellKey(cell) }} />
      {!refused && <IssueList issues={cell.warnings} />}
      {!refused && cell.project.parent && (
        <p className="muted">
          Seats of {scopeName(state, cell.project.parent)} now: {seatsText(server.directory.seats(cell.project.parent))}; if switched:{" "}
          {seatsText(server.seatsAfter([cell.change], actorOf(state), [cell.project.parent]).get(cell.project.parent))}
        </p>
      )}
    </section>
  );
}

/** By which row, or for what reason not, as the engine explains it. */
export function Because({ cell }: { cell: Cell }) {
  const state = useConsole();
  const { directory } = state.server;
  const explained = directory.explain(cell.principal, EDIT, cell.project.id);
  const index = directory.overrides().findIndex(({ id }) => id === cell.override?.id);
  const remarks = directory.review().filter(({ path }) => index >= 0 && path[0] === "overrides" && path[1] === index);
  return (
    <>
      {explained.grants.map((grant) => {
        const row = assignmentOf(directory, cell.principal, grant);
        return (
          <p key={grant.id} className="muted">
            {roleName(state, grant.role)} at {scopeName(state, row?.scope ?? grant.scope)}
            {row?.resource && `, for ${scopeName(state, row.resource.id)}`}
            {row && isLifted(grant, row) && `, lifted to ${scopeName(state, grant.scope)}`}
            {grant.source === "override" && " by an override"}
          </p>
        );
      })}
      {!explained.allowed && (
        <p className="muted">
          Cannot edit: {reasonLabel(explained.reason)} <code className="code">{explained.reason}</code>
        </p>
      )}
      {cell.override && (cell.override.startsAt || cell.override.expiresAt) && <p className="muted">The override holds {periodText(cell.override)}.</p>}
      {remarks.map((issue) => (
        <p key={issue.code} className="note">
          <code className="code">{issue.code}</code> <Message text={issue.message} />
        </p>
      ))}
    </>
  );
}
