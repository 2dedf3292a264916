import { principalName, scopeName, useConsole } from "../state/context";
import type { ConsoleState } from "../state/model";
import { PageCards } from "./PageCards";
import { countPages, leaves, navigation } from "./pages";
import { Icon } from "../parts/Icon";
import { PageHead } from "./PageHead";
import { ReasonCodeText } from "../parts/Reason";

const SHOWN = 6;

/** The first page: what this person has at this scope, and a few stories worth a look. */
export function Overview() {
  const state = useConsole();
  const { session, server, place, vendor, hrefTo } = state;
  const pages = navigation(session, place.scope);
  const open = leaves(pages).filter((page) => page.state === "visible");
  const counts = countPages(pages);
  const type = server.directory.scopes().find((scope) => scope.id === place.scope)?.type;
  const possible = type ? server.catalog.permissions({ scopeType: type }).length : 0;
  return (
    <article className="page">
      <PageHead title={scopeName(state, place.scope)} />
      <p className="lead">
        An admin console as {principalName(state)} sees it: rolescope decides from roles which pages and buttons are there. Switch the person at the top
        right, or follow a story under “Worth a look”.
      </p>
      <dl className="figures">
        <div>
          <dt>Pages open</dt>
          <dd>
            {counts.visible} <span className="muted">of {counts.visible + counts.disabled + counts.hidden}</span>
          </dd>
        </div>
        <div>
          <dt>Permissions</dt>
          <dd>
            {session.listPermissions(place.scope).length} <span className="muted">of {possible}</span>
          </dd>
        </div>
        <div>
          <dt>Roles in effect</dt>
          <dd>{session.roles(place.scope).length}</dd>
        </div>
      </dl>
      <section className="section" aria-labelledby="open-pages">
        <h2 id="open-pages">Open to {principalName(state)}</h2>
        {open.length > 0 ? (
          <>
            <PageCards pages={open.slice(0, SHOWN)} />
            {open.length > SHOWN && <p className="muted">and {open.length - SHOWN} more in the navigation</p>}
          </>
        ) : (
          <div className="empty">
            <Icon name="lock" />
            <p>No page is open to {principalName(state)} at this scope.</p>
            <p>
              <ReasonCodeText reason={reasonOfNothing(state)} />
            </p>
          </div>
        )}
      </section>
      <section className="section" aria-labelledby="stories">
        <h2 id="stories">Worth a look</h2>
        <ul className="stories">
          {vendor.stories.filter((story) => hrefTo(story.to) !== hrefTo({})).map((story) => (
            <li key={story.title}>
              <a className="story" href={hrefTo(story.to)}>
                <span>
                  <strong>{story.title}</strong>
                  <span className="muted">{story.text}</span>
                </span>
                <Icon name="arrow" />
              </a>
            </li>
          ))}
        </ul>
      </section>
    </article>
  );
}

/** Why nothing is open here: the reason behind the first permission that could be. */
function reasonOfNothing({ session, server, place }: ConsoleState): string {
  const type = server.directory.scopes().find((scope) => scope.id === place.scope)?.type;
  const first = server.catalog.permissions(type ? { scopeType: type } : {})[0];
  return first ? session.check(first.id, place.scope).reason : "not-applicable";
}
