import type { Page, Permission } from "rolescope/slim";
import { useDecision } from "rolescope/react";
import { act } from "./answers";
import { useConsole } from "../state/context";
import { actionsOf, hiddenWhenDenied, isOfRow } from "./page-actions";
import { reasonLabel } from "../parts/reasons";
import { Icon } from "../parts/Icon";
import { Why } from "../parts/Reason";

/**
 * The page's buttons: one for each permission on its resources, less those that stand in the rows of a table. What is
 * denied is disabled or not there; what is not there is named, with its reason.
 */
export function ActionBar({ entry, withTable }: { entry: Page; withTable: boolean }) {
  const { session, server, place } = useConsole();
  const type = session.scopes().find((scope) => scope.id === place.scope)?.type ?? "";
  const actions = actionsOf(server.catalog, entry, type);
  const gone = actions.filter((action) => hiddenWhenDenied(action.id) && !session.can(action.id, place.scope));
  const shown = actions.filter((action) => !gone.includes(action) && !(withTable && isOfRow(action.id)));
  return (
    <section className="actions" aria-label="Actions">
      {shown.length > 0 && (
        <ul className="action-list">
          {shown.map((action) => (
            <li key={action.id}>
              <ActionButton action={action} />
            </li>
          ))}
        </ul>
      )}
      {gone.length > 0 && (
        <p className="gone">
          <Icon name="hidden" />
          <span>Hidden here:</span>
          {gone.map((action) => (
            <span key={action.id} className="gone-item">
              {action.title}
              <Why about={`is ${action.title} hidden`} question={{ kind: "action", permission: action.id }} />
            </span>
          ))}
        </p>
      )}
    </section>
  );
}

function ActionButton({ action }: { action: Permission }) {
  const state = useConsole();
  const decision = useDecision(action.id);
  if (decision.allowed) {
    return (
      <button type="button" className="button" onClick={() => act(state, action)}>
        {action.title}
      </button>
    );
  }
  return (
    <span className="denied">
      <button type="button" className="button" disabled title={reasonLabel(decision.reason)}>
        <Icon name="lock" />
        {action.title}
      </button>
      <Why about={`is ${action.title} disabled`} question={{ kind: "action", permission: action.id }} />
    </span>
  );
}
