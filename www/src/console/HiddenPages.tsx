import { principalName, scopeName, useConsole } from "../state/context";
import { groupsOf, leaves, navigation, pageAddress } from "../console/pages";
import { needsOneOf } from "./page-actions";
import { Why } from "../parts/Reason";
import { plural, reasonLabel } from "../parts/reasons";

/** Every hidden page of this scope's kind with its reason, and a link that tries it all the same. */
export function HiddenPages({ onLeave }: { onLeave: () => void }) {
  const state = useConsole();
  const { server, session, place, hrefTo } = state;
  const pages = navigation(session, place.scope);
  const hidden = leaves(pages).filter((page) => page.state === "hidden");
  const entries = new Map(server.catalog.pages().map((entry) => [entry.id, entry]));
  return (
    <div className="stack">
      <p className="muted">
        {principalName(state)} does not see {plural(hidden.length, "page")} at {scopeName(state, place.scope)}. A link still leads to a
        body that says so.
      </p>
      <ul className="rows">
        {hidden.map((page) => (
          <li key={page.id} className="row">
            <div className="row-head">
              <a href={hrefTo({ page: pageAddress(page) })} onClick={onLeave}>
                {page.title}
              </a>
              <span>
                <code className="code">{page.reason}</code>
                <Why about={`is the page ${page.title} hidden`} question={{ kind: "page", page: page.id }} onAsk={onLeave} />
              </span>
            </div>
            <p className="muted">
              {groupsOf(pages, page.id).join(" › ")}
            </p>
            <p className="muted">
              /{page.path}: {reasonLabel(page.reason)}
            </p>
            {page.missing.length > 0 && (
              <p className="missing">
                {page.missing.length > 1 && needsOneOf(entries.get(page.id)) ? "needs one of" : "missing"}{" "}
                {page.missing.map((permission) => (
                  <code key={permission} className="code">
                    {permission}
                  </code>
                ))}
              </p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
