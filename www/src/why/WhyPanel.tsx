import type { Decision, PageState } from "rolescope/slim";
import { askServer, pageMessage } from "../console/answers";
import { permissionTitle, principalName, scopeName, useConsole } from "../state/context";
import { mentioned, needsOneOf, requirementText } from "../console/page-actions";
import { STATE_LABELS } from "../parts/reasons";
import { Explained } from "./Explained";
import { Icon } from "../parts/Icon";
import { Message } from "../parts/Message";
import { DecisionBadge, ReasonFacts, StateBadge } from "../parts/Reason";

/** The answer to the last "why?". It is asked anew on every render, so it follows person, scope and data. */
export function WhyPanel() {
  const state = useConsole();
  const { question, session, place } = state;
  if (!question) {
    return (
      <div className="empty empty-small">
        <Icon name="unknown" />
        <p>Press “why?” beside anything that is hidden, disabled or open.</p>
      </div>
    );
  }
  return question.kind === "page" ? (
    <PageAnswer page={session.page(question.page, place.scope)} />
  ) : (
    <ActionAnswer decision={session.check(question.permission, place.scope)} />
  );
}

function PageAnswer({ page }: { page: PageState }) {
  const state = useConsole();
  const { server, session, place } = state;
  const message = pageMessage(state, page);
  const entry = server.catalog.pages().find((known) => known.id === page.id);
  const held = page.missing.length > 0 ? undefined : mentioned(entry?.requires).find((permission) => session.can(permission, place.scope));
  return (
    <div className="stack">
      <p className="question">
        Does {principalName(state)} see <strong>{page.title || page.id}</strong> at {scopeName(state, place.scope)}?
      </p>
      <p>
        <StateBadge state={page.state} /> <span className="muted">{STATE_LABELS[page.state]}</span>
      </p>
      <dl className="facts">
        <ReasonFacts reason={page.reason} message={message} />
        {entry && (
          <>
            <dt>Requires</dt>
            <dd className="code-text">{requirementText(entry.requires)}</dd>
          </>
        )}
      </dl>
      {page.missing.length > 0 && (
        <>
          <h3>{page.missing.length > 1 && needsOneOf(entry) ? "One of these permissions is needed" : "Missing permissions"}</h3>
          <ul className="rows">
            {page.missing.map((permission) => (
              <li key={permission} className="row">
                <code className="code">{permission}</code>
                <p className="muted">
                  <Message text={session.check(permission, place.scope).message} />
                </p>
              </li>
            ))}
          </ul>
          {page.missing.length > 1 && (
            <p className="muted">
              About the first, <code className="code">{page.missing[0]}</code>:
            </p>
          )}
          <Explained permission={page.missing[0] ?? ""} />
        </>
      )}
      {held && <Explained permission={held} />}
      <RolesHere />
    </div>
  );
}

function ActionAnswer({ decision }: { decision: Decision }) {
  const state = useConsole();
  const again = askServer(state, decision.permission);
  return (
    <div className="stack">
      <p className="question">
        May {principalName(state)} <strong>{lowerFirst(permissionTitle(state, decision.permission))}</strong> at {scopeName(state, decision.scope)}?
      </p>
      <p>
        <DecisionBadge decision={decision.decision} />
      </p>
      <dl className="facts">
        <ReasonFacts reason={decision.reason} message={decision.message} />
        <dt>{decision.allowed ? "Permission" : "Missing"}</dt>
        <dd>
          <code className="code">{decision.permission}</code>
        </dd>
        <dt>Server</dt>
        <dd>
          answers <strong>{again.decision}</strong> <code className="code">{again.reason}</code>
        </dd>
      </dl>
      <Explained permission={decision.permission} />
      <RolesHere />
    </div>
  );
}

/** The roles that reach this scope, each with the scope that it comes from. */
function RolesHere() {
  const state = useConsole();
  const { session, place } = state;
  const held = session.roles(place.scope);
  return (
    <div className="stack">
      <h3>Roles in effect here</h3>
      {held.length === 0 ? (
        <p className="muted">None.</p>
      ) : (
        <ul className="rows rows-tight">
          {held.map((role) => (
            <li key={`${role.role} ${role.via} ${role.source}`} className="row">
              <span>
                {role.name}{" "}
                <span className="muted">
                  {role.source === "override" ? "by override" : role.via === place.scope ? "assigned here" : `from ${scopeName(state, role.via)}`}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** A title inside a sentence; an abbreviation keeps its capitals. */
function lowerFirst(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title[0]!.toLowerCase() + title.slice(1) : title;
}
