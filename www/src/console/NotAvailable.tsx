import type { PageState } from "rolescope/slim";
import { principalName, scopeName, useConsole } from "../state/context";
import { askServer, pageMessage } from "./answers";
import { needsOneOf } from "./page-actions";
import { Icon } from "../parts/Icon";
import { Ways } from "../why/Ways";
import { PageHead } from "./PageHead";
import { ReasonFacts, StateBadge } from "../parts/Reason";

/** The body behind a link to a page that this person may not open here. */
export function NotAvailable({ page }: { page: PageState }) {
  const state = useConsole();
  const { place, hrefTo } = state;
  const message = pageMessage(state, page);
  const first = page.missing[0];
  const onServer = first ? askServer(state, first) : null;
  return (
    <article className="page">
      <PageHead title="Not available" />
      <div className="refusal">
        <div className="refusal-head">
          <Icon name={page.state === "disabled" ? "lock" : "hidden"} />
          <p>
            <strong>{page.title || place.page}</strong> is not available to {principalName(state)} at {scopeName(state, place.scope)}.
          </p>
        </div>
        <dl className="facts">
          <dt>State</dt>
          <dd>
            <StateBadge state={page.state} />
          </dd>
          <ReasonFacts reason={page.reason} message={message} />
          {page.missing.length > 0 && (
            <>
              <dt>{page.missing.length > 1 && needsOneOf(state.server.catalog.pages().find(({ id }) => id === page.id)) ? "Needs one of" : "Missing"}</dt>
              <dd className="chips">
                {page.missing.map((permission) => (
                  <code key={permission} className="code">
                    {permission}
                  </code>
                ))}
              </dd>
            </>
          )}
          {onServer && (
            <>
              <dt>Server</dt>
              <dd>
                asked for the page itself, it answers <strong>{onServer.decision}</strong>
              </dd>
            </>
          )}
        </dl>
        {first && <Ways heading="h2" explanation={state.server.directory.explain(place.principal, first, place.scope)} />}
        <a className="button" href={hrefTo({ page: "" })}>
          Back to the overview
        </a>
      </div>
    </article>
  );
}
