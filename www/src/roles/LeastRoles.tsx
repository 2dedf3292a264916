import { useConsole } from "../state/context";
import { PermissionId } from "../parts/PermissionId";
import { plural } from "../parts/reasons";
import { Choices, SelectField } from "../parts/fields";
import { permissionOptions } from "../access/options";

/** The least roles that bring what is wanted, those with the fewest other permissions first. */
export function LeastRoles() {
  const { server, place, becomes } = useConsole();
  const { catalog } = server;
  const types = catalog.scopeTypes().filter(({ id }) => catalog.roles({ scopeType: id }).length > 0);
  const type = types.find(({ id }) => id === place.view.at)?.id ?? types.at(-1)?.id ?? "";
  const all = catalog.permissions();
  const want = (place.view.want ?? "").split(" ").filter((id) => all.some((permission) => permission.id === id));
  const sets = want.length > 0 ? catalog.leastRoles({ permissions: want, scopeType: type }) : [];
  const name = (id: string) => catalog.roles().find((role) => role.id === id)?.name ?? id;
  return (
    <section className="section" aria-labelledby="least">
      <h2 id="least">The least role for a task</h2>
      <SelectField
        label="To be assigned at"
        value={type}
        options={types.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(at) => becomes({ view: { ...place.view, at } })}
      />
      <Choices
        legend="Permissions that are needed"
        options={permissionOptions(all)}
        chosen={want}
        onChange={(ids) => becomes({ view: { ...place.view, want: ids.join(" ") } })}
      />
      <div role="status">
        {want.length === 0 && <p className="muted">Choose permissions, and the roles that bring them are listed here.</p>}
        {want.length > 0 && sets.length === 0 && <p>No roles that are assigned there bring all of it.</p>}
        {sets.length > 0 && (
          <ol className="changes">
            {sets.map((set) => (
              <li key={set.roles.join(" ")} className="change">
                <p className="change-text">{set.roles.map(name).join(" and ")}</p>
                <details className="seats">
                  <summary>{set.extra.length === 0 ? "and nothing else" : `and ${plural(set.extra.length, "other permission")}`}</summary>
                  <ul className="diff-list">
                    {set.extra.map((id) => (
                      <li key={id}>
                        <PermissionId id={id} />
                      </li>
                    ))}
                  </ul>
                </details>
                {!set.exact && <p className="muted">There may be a smaller set: not all were tried.</p>}
              </li>
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}
