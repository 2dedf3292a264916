import type { PageState } from "rolescope/slim";
import { scopeName, useConsole } from "../state/context";
import { Icon, ScopeIcon } from "../parts/Icon";
import { Why } from "../parts/Reason";

export function PageHead({ title, page }: { title: string; page?: PageState }) {
  return (
    <header className="page-head">
      <ScopePath />
      {/* Takes the focus when a new page is opened. */}
      <h1 tabIndex={-1}>{title}</h1>
      {page?.path && (
        <p className="page-path">
          <code className="code">/{page.path}</code>
          <Why about={`does this person see ${title}`} question={{ kind: "page", page: page.id }} />
        </p>
      )}
    </header>
  );
}

/** Where one is: the scopes from the root down to this one. */
function ScopePath() {
  const state = useConsole();
  const all = state.server.directory.scopes();
  const path: typeof all = [];
  for (let scope = all.find(({ id }) => id === state.place.scope); scope; scope = all.find(({ id }) => id === path[0]?.parent)) path.unshift(scope);
  return (
    <p className="scope-path">
      {path.length === 0 && scopeName(state, state.place.scope)}
      {path.map((scope, index) => (
        <span key={scope.id} className="scope-step">
          {index > 0 && <Icon name="chevron" />}
          <ScopeIcon type={scope.type} />
          {scope.name ?? scope.id}
        </span>
      ))}
    </p>
  );
}
