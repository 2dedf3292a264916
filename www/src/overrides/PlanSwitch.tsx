import type { Change } from "rolescope/slim";
import { withSaved } from "../state/address";
import { principalName, useConsole } from "../state/context";
import { sectionOf } from "../state/sections";
import { plural } from "../parts/reasons";

/** More places than a sample has. */
const ALL = 10_000;

/** The organization's plan, and which workspaces each Owner then reaches. */
export function PlanSwitch() {
  const state = useConsole();
  const { server, place, goTo } = state;
  const scopes = server.directory.scopes();
  const organization = scopes.find((scope) => scope.attributes.plan !== undefined);
  const plans = server.catalog.scopeTypes().find((type) => type.id === organization?.type)?.attributes.plan ?? [];
  const workspaces = scopes.filter((scope) => scope.type === "workspace");
  const owners = [...new Set(server.directory.roleAssignments({ role: "owner" }).map((assignment) => assignment.principal))];
  const change = (plan: string) => {
    if (!organization) return;
    const changes: Change[] = [{ type: "set-attribute", scope: organization.id, name: "plan", value: plan }];
    const people = new Set(server.simulate(changes, undefined, ALL).diff.map(({ principal }) => principal)).size;
    // In Overrides the way back is in sight.
    const undo = sectionOf(place.page).id === "overrides" ? "" : " Undo it in Overrides.";
    goTo(withSaved(place, { changes }), `The plan is ${plan}. It changes what ${plural(people, "person", "people")} may do.${undo}`);
  };
  return (
    <div className="stack">
      <fieldset className="radios">
        <legend>Plan of {organization?.name}, set by the vendor&rsquo;s own staff</legend>
        <div className="segmented">
          {plans.map((plan) => (
            <label key={plan} className="segment">
              <input type="radio" name="plan" value={plan} checked={organization?.attributes.plan === plan} onChange={() => change(plan)} />
              <span>{plan}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <h3>Workspaces that each Owner controls</h3>
      <ul className="rows owners">
        {owners.map((owner) => {
          const reached = server.directory.listScopes(owner, "workspace.settings.update");
          return (
            <li key={owner} className="row">
              <div className="row-head">
                <strong>{principalName(state, owner)}</strong>
                <span className="muted">
                  {reached.length} of {workspaces.length}
                </span>
              </div>
              <p className="chips">
                {workspaces.map((workspace) => (
                  <span key={workspace.id} className={reached.includes(workspace.id) ? "chip chip-on" : "chip chip-off"}>
                    {workspace.name}
                    {!reached.includes(workspace.id) && <span className="sr-only"> (not controlled)</span>}
                  </span>
                ))}
              </p>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
