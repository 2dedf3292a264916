import type { Page, Permission } from "rolescope/slim";
import { useCan } from "rolescope/react";
import { Breakable } from "../parts/Breakable";
import { Icon } from "../parts/Icon";
import { Why } from "../parts/Reason";
import { useConsole } from "../state/context";
import { act } from "./answers";
import { actionsOf, hiddenWhenDenied, isOfRow } from "./page-actions";
import type { Sample } from "./samples";

/** What the page lists. A column can be masked, and the buttons of each row are there, disabled or gone, as the person may. */
export function SampleTable({ entry, sample }: { entry: Page; sample: Sample }) {
  const { session, server, place } = useConsole();
  const masked = sample.masked && !session.can(sample.masked.permission, place.scope) ? sample.masked : null;
  const type = session.scopes().find((scope) => scope.id === place.scope)?.type ?? "";
  const actions = actionsOf(server.catalog, entry, type).filter(({ id }) => isOfRow(id) && !(hiddenWhenDenied(id) && !session.can(id, place.scope)));
  const closed = actions.filter(({ id }) => !session.can(id, place.scope));
  return (
    <>
      {/* The roles are written out: where the rows are cards, the elements alone would no longer say them. */}
      <div className="table-frame table-cards" role="region" aria-label={entry.title} tabIndex={0}>
        <table role="table">
          <thead role="rowgroup">
            <tr role="row">
              {sample.columns.map((column) => (
                <th key={column} scope="col" role="columnheader">
                  {column}
                </th>
              ))}
              {actions.length > 0 && (
                <th scope="col" role="columnheader">
                  <span className="sr-only">Actions</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {sample.rows.map((row) => (
              <tr key={row.join("|")} role="row">
                {row.map((cell, index) => (
                  <td key={sample.columns[index]} role="cell" data-column={sample.columns[index]}>{masked?.column === index ? <Masked /> : <Breakable text={cell} after="@" />}</td>
                ))}
                {actions.length > 0 && (
                  <td role="cell" className="row-buttons">
                    {actions.map((action) => (
                      <RowButton key={action.id} action={action} row={masked?.column === 0 ? "" : row[0] ?? ""} />
                    ))}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {closed.map((action) => (
        <p key={action.id} className="muted">
          {action.title} is disabled in each row. <Why about={`is ${action.title} disabled`} question={{ kind: "action", permission: action.id }} />
        </p>
      ))}
      {masked && (
        <p className="muted">
          {sample.columns[masked.column]} is masked for this person.{" "}
          <Why about={`is ${sample.columns[masked.column]} masked`} question={{ kind: "action", permission: masked.permission }} />
        </p>
      )}
    </>
  );
}

function RowButton({ action, row }: { action: Permission; row: string }) {
  const state = useConsole();
  const allowed = useCan(action.id);
  return (
    <button type="button" className="small" disabled={!allowed} onClick={() => act(state, action, row)}>
      {!allowed && <Icon name="lock" />}
      {action.title.split(" ")[0]}
      <span className="sr-only"> {row}</span>
    </button>
  );
}

function Masked() {
  return (
    <span className="masked">
      <span aria-hidden="true">••••••</span>
      <span className="sr-only">masked</span>
    </span>
  );
}
