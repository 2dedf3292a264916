import type { Change } from "rolescope/slim";
import { SelectField } from "../parts/fields";
import { IssueList } from "../parts/IssueList";
import { plural } from "../parts/reasons";
import { errorsOf } from "../access/offers";
import { byText } from "../access/words";
import { withSaved } from "../state/address";
import { principalName, useConsole } from "../state/context";
import { mostHeld } from "./chosen";
import { PermissionSwitches } from "./PermissionSwitches";
import { holdersOf, reachOf } from "./reach";
import { ReachLists } from "./ReachLists";

/** The second part: a system user gives a role other permissions, and one sees at whom it arrives. */
export function RoleUpdate() {
  const state = useConsole();
  const { server, place, goTo, becomes } = state;
  const { directory, catalog } = server;
  const held = directory.roles().filter(({ id }) => directory.roleAssignments({ role: id }).length > 0);
  const role = held.find(({ id }) => id === place.view.role) ?? directory.role(mostHeld(state));
  const own = role.permissions.flatMap(({ id, inheritedFrom }) => (inheritedFrom ? [] : [id]));
  const inherited = role.permissions.flatMap(({ id, inheritedFrom }) => (inheritedFrom ? [id] : []));
  // What applies where the role is assigned; the rest would mean nothing there.
  const offered = [...new Set(role.assignableAt.flatMap((scopeType) => catalog.permissions({ scopeType }).map(({ id }) => id)))].filter((id) => !inherited.includes(id));
  const turned = (place.view.turn ?? "").split(",").filter((id) => offered.includes(id));
  const lines = catalog
    .permissions()
    .filter(({ id }) => offered.includes(id))
    .map((permission) => {
      const had = own.includes(permission.id);
      const pending = turned.includes(permission.id);
      return { permission, on: had !== pending, ...(pending && { tag: had ? "to be removed" : "to be added" }) };
    });
  // An update names all that the role is to have, what it inherits too.
  const update = (permissions: string[]): Change => ({ type: "update-role", role: role.id, permissions: [...inherited, ...permissions] });
  const change = update(lines.flatMap(({ on, permission }) => (on ? [permission.id] : [])));
  // Those who may, and who is signed in, to see what the engine says.
  const able = directory.principals().filter(({ id }) => server.simulate([update(own)], id).ok);
  const by = [place.view.sys, able[0]?.id].find((id) => id === place.principal || able.some((person) => person.id === id));
  const people = [...new Set([...able.map(({ id }) => id), ...(server.knows(place.principal) ? [place.principal] : [])])];
  const reach = reachOf(state, role.id, turned.length > 0 ? { change, by } : null);
  const make = () => {
    if (!reach || reach.issues.length > 0) return;
    const said = `${role.name} is updated ${byText(state, by)}. It arrives at ${reach.arrives.length}; ${reach.customised.length} are customised and keep what they had.`;
    goTo({ ...withSaved(place, { changes: [change], by }), view: { ...place.view, turn: "" } }, said);
  };
  return (
    <section className="section chapter" aria-labelledby="role-update">
      {/* A story that has put an update together begins here. */}
      <h2 id="role-update" tabIndex={-1} data-begins={turned.length > 0 || undefined}>
        <span className="chapter-number">2</span> A system user updates the role
      </h2>
      <p className="lead">
        {plural(able.length, "person", "people")} of {directory.principals().length} may update {role.name}. It is held {holdersOf(directory, role.id).length} times, roles
        that inherit it counted in.
      </p>
      <div className="fields">
        <SelectField
          label="Role"
          value={role.id}
          options={held.map(({ id, name, revision }) => ({ value: id, label: `${name} (revision ${revision})` }))}
          onChange={(next) => goTo({ view: { ...place.view, role: next, turn: "" } })}
        />
        <SelectField
          label="Updated by"
          value={by ?? ""}
          options={people.map((id) => ({ value: id, label: principalName(state, id) }))}
          onChange={(sys) => goTo({ view: { ...place.view, sys } })}
        />
      </div>
      <div className="update">
        <div className="stack">
          <h3>Permissions of {role.name}</h3>
          <PermissionSwitches
            lines={lines}
            onTurn={({ permission: { id } }) => becomes({ view: { ...place.view, turn: (turned.includes(id) ? turned.filter((other) => other !== id) : [...turned, id]).join(",") } })}
          />
          {inherited.length > 0 && (
            <p className="muted">
              {inherited.length} more come from {role.inherits.join(", ")}, and stay.
            </p>
          )}
        </div>
        <div className="stack update-reach">
          <div className="stack update-summary">
            <p role="status" className={reach?.issues.length ? "verdict verdict-bad" : "verdict verdict-good"}>
              {!reach && "Switch a permission on or off, and see at whom the update would arrive."}
              {reach && <Verdict name={role.name} arrives={reach.arrives.length} customised={reach.customised.length} made={reach.made} refused={reach.issues.length > 0} />}
            </p>
            {reach && <IssueList issues={errorsOf(reach.issues)} />}
            <p className="row-actions">
              <button type="button" className="button button-main" aria-disabled={turned.length === 0 || (reach?.issues.length ?? 0) > 0 || undefined} onClick={make}>
                Update {role.name}
              </button>
              <button type="button" className="button" aria-disabled={turned.length === 0 || undefined} onClick={() => becomes({ view: { ...place.view, turn: "" } })}>
                Discard
              </button>
            </p>
          </div>
          {reach && <ReachLists reach={reach} />}
        </div>
      </div>
    </section>
  );
}

function Verdict({ name, arrives, customised, made, refused }: { name: string; arrives: number; customised: number; made: boolean; refused: boolean }) {
  if (refused) return <strong>It would be refused.</strong>;
  const [arrived, stayed] = made ? ["arrived at", "stayed away from"] : ["would arrive at", "would stay away from"];
  return (
    <>
      The update of {name} {arrived} <strong>{plural(arrives, "holder")}</strong> and {stayed} <strong>{customised} customised</strong>.
    </>
  );
}
