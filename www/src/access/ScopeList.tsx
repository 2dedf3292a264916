import type { Scope } from "rolescope/slim";
import { withForm } from "../state/address";
import { ACCESS } from "../state/sections";
import { scopeName, useConsole } from "../state/context";
import { ScopeIcon } from "../parts/Icon";
import { plural } from "../parts/reasons";
import { depthOf, inTreeOrder } from "./scope-order";
import { Seats } from "./Seats";
import { TenantList } from "./TenantList";

/** The scopes of the tenant as a tree, with attributes, links and seats. */
export function ScopeList() {
  const scopes = inTreeOrder(useConsole().server.directory.scopes());
  return (
    <TenantList label="Scopes" count={plural(scopes.length, "scope")} add="create-scope" addLabel="Create a scope">
      {scopes.map((scope) => (
        <ScopeRow key={scope.id} scope={scope} depth={depthOf(scopes, scope)} />
      ))}
    </TenantList>
  );
}

function ScopeRow({ scope, depth }: { scope: Scope; depth: number }) {
  const state = useConsole();
  const { server, place, hrefTo } = state;
  const about = <span className="sr-only"> {scope.name ?? scope.id}</span>;
  const types = server.catalog.scopeTypes();
  const above = types.find(({ id }) => id === scope.type)?.parents ?? [];
  const below = types.filter(({ parents }) => parents.includes(scope.type));
  const held = server.directory.roleAssignments({ scope: scope.id }).length;
  return (
    <li className="row access-row" data-depth={depth}>
      <div className="who" title={scope.id}>
        <p className="row-line">
          <ScopeIcon type={scope.type} />
          <strong>{scope.name ?? scope.id}</strong>
          <span className="muted">{scope.type.replace(/_/g, " ")}</span>
        </p>
        {scope.links.length > 0 && <p className="muted">linked to {scope.links.map((id) => scopeName(state, id)).join(", ")}</p>}
      </div>
      <div>
        <p>
          {held > 0 ? <a href={hrefTo({ page: ACCESS, view: { q: scope.id } })}>{plural(held, "role assignment")}</a> : <span className="muted">no role assignment</span>}
        </p>
        {Object.entries(scope.attributes).map(([name, value]) => (
          <p key={name} className="row-line">
            {name} <strong>{value}</strong>
            <a className="small" href={hrefTo(withForm(place, { type: "set-attribute", scope: scope.id, name, value }))}>
              Change<span className="sr-only"> the {name} of {scope.name ?? scope.id}</span>
            </a>
          </p>
        ))}
        <Seats scope={scope.id} />
      </div>
      <p className="row-actions">
        {below.length > 0 && (
          <a className="small" href={hrefTo(withForm(place, { type: "create-scope", parent: scope.id }))}>
            Add below{about}
          </a>
        )}
        {above.length > 0 && (
          <a className="small" href={hrefTo(withForm(place, { type: "move-scope", scope: scope.id }))}>
            Move{about}
          </a>
        )}
        <a className="small" href={hrefTo(withForm(place, { type: "remove-scope", scope: scope.id }))}>
          Remove{about}
        </a>
      </p>
    </li>
  );
}
