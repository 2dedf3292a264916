import type { Scope } from "rolescope/slim";
import { ACCESS } from "../state/sections";
import { useConsole } from "../state/context";
import { holdsAnything } from "../state/model";
import { plural } from "../parts/reasons";
import { ScopeIcon } from "../parts/Icon";

/** The scopes that this session knows, as a tree; on demand, those of the tenant that it does not know. */
export function ScopeTree({ onChoose }: { onChoose?: () => void }) {
  const { session, server } = useConsole();
  const known = session.scopes();
  const ids = new Set(known.map((scope) => scope.id));
  const outside = server.directory.scopes().filter((scope) => !ids.has(scope.id));
  const roots = known.filter((scope) => !scope.parent || !ids.has(scope.parent));
  return (
    <div className="scope-tree">
      {known.length > 0 ? (
        <Branch scopes={roots} all={known} onChoose={onChoose} />
      ) : (
        <p className="nav-empty">This session reaches no scope.</p>
      )}
      {outside.length > 0 && (
        <details className="outside">
          <summary>{plural(outside.length, "scope")} outside this session</summary>
          <ul className="tree">
            {outside.map((scope) => (
              <li key={scope.id}>
                <ScopeLink scope={scope} muted onChoose={onChoose} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Branch({ scopes, all, onChoose }: { scopes: Scope[]; all: Scope[]; onChoose?: () => void }) {
  const { session } = useConsole();
  return (
    <ul className="tree">
      {scopes.map((scope) => {
        const children = all.filter((child) => child.parent === scope.id);
        return (
          <li key={scope.id}>
            <ScopeLink scope={scope} muted={!holdsAnything(session, scope.id)} onChoose={onChoose} />
            {children.length > 0 && <Branch scopes={children} all={all} onChoose={onChoose} />}
          </li>
        );
      })}
    </ul>
  );
}

function ScopeLink({ scope, muted, onChoose }: { scope: Scope; muted: boolean; onChoose?: () => void }) {
  const { place, session, hrefTo } = useConsole();
  // The page stays open at the new scope unless it does not exist at that kind of scope.
  const stays = place.page.startsWith(ACCESS) || (place.page !== "" && session.page(place.page, scope.id).reason !== "not-applicable");
  return (
    <a
      className={muted ? "tree-link tree-muted" : "tree-link"}
      href={hrefTo({ scope: scope.id, page: stays ? place.page : "" })}
      aria-current={scope.id === place.scope ? "location" : undefined}
      onClick={onChoose}
      title={scope.id}
    >
      <ScopeIcon type={scope.type} />
      <span className="tree-name">{scope.name ?? scope.id}</span>
      <span className="tree-type">
        {scope.type.replace(/_/g, " ")}
        {muted && <span className="sr-only">, nothing granted here</span>}
      </span>
    </a>
  );
}
