import { principalName, scopeName, useConsole } from "../state/context";
import { leaves, navigation, pageAddress } from "../console/pages";
import { Why } from "../parts/Reason";
import { plural, reasonLabel } from "../parts/reasons";

/** Every hidden page of this scope's kind with its reason, and a link that tries it all the same. */
export function HiddenPages({ onLeave }: { onLeave: () => void }) {
  const state = useConsole();
  const { session, place, hrefTo } = state;
  const hidden = leaves(navigation(session, place.scope)).filter((page) => page.state === "hidden");
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
              /{page.path}: {reasonLabel(page.reason)}
            </p>
            {page.missing.length > 0 && (
              <p className="missing">
                missing{" "}
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
