import type { Principal } from "rolescope/slim";
import { withForm } from "../state/address";
import { ACCESS } from "../state/sections";
import { useConsole } from "../state/context";
import { plural } from "../parts/reasons";
import { DraftButton } from "./DraftButton";
import { Person } from "./Person";
import { TenantList } from "./TenantList";

/** Everybody in the tenant: what they hold, and the API scopes of a key that they would generate. */
export function PeopleList() {
  const people = useConsole().server.directory.principals();
  return (
    <TenantList label="People" count={plural(people.length, "person", "people")} add="add-principal" addLabel="Add a person">
      {people.map((person) => (
        <PersonRow key={person.id} person={person} />
      ))}
    </TenantList>
  );
}

function PersonRow({ person }: { person: Principal }) {
  const { server, place, hrefTo } = useConsole();
  const { id, active } = person;
  const about = <span className="sr-only"> {person.name ?? id}</span>;
  const held = server.directory.roleAssignments({ principal: id }).length;
  const overrides = server.directory.overrides().filter((row) => row.principal === id).length;
  const apiScopes = server.directory.apiScopes(id);
  return (
    <li className="row access-row">
      <Person id={id} />
      <div>
        <p>
          <a href={hrefTo({ page: ACCESS, view: { q: id } })}>{plural(held, "role assignment")}</a>
          {overrides > 0 && `, ${plural(overrides, "override")}`}
        </p>
        {apiScopes.length > 0 && (
          <p className="row-line muted">
            API scopes
            {apiScopes.map((scope) => (
              <code key={scope} className="code">
                {scope}
              </code>
            ))}
          </p>
        )}
      </div>
      <p className="row-actions">
        <a className="small" href={hrefTo(withForm(place, { type: "assign", principal: [id] }))}>
          Assign<span className="sr-only"> roles to {person.name ?? id}</span>
        </a>
        <DraftButton change={{ type: "set-active", principal: id, active: !active }} label={active ? "Deactivate" : "Activate"}>
          {about}
        </DraftButton>
        <DraftButton change={{ type: "remove-principal", principal: id }} label="Remove">
          {about}
        </DraftButton>
      </p>
    </li>
  );
}
