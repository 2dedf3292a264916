import { placeName, slug, TEAMS } from "./places";
import type { Random } from "./random";
import { Rows, type Scopes, type Shape } from "./shape";

const WORKSPACES = 80;
const PROJECTS = 12;
const REACH = 5;

/** An organization with workspaces and their projects. A few Viewers may edit one project, by an override. */
export function voiceflowShape(random: Random): Shape {
  const organization = "org-brightwater";
  const workspaces = Array.from({ length: WORKSPACES }, (_, index) => ({ id: `ws-${slug(placeName(index))}`, name: placeName(index) }));
  const projects = workspaces.map(({ id, name }) => TEAMS.slice(0, PROJECTS).map((team) => ({ id: `prj-${id.slice(3)}-${slug(team)}`, name: `${name}: ${team}` })));
  const scopes: Scopes = [
    { id: organization, type: "organization", name: "Brightwater Assist", attributes: { plan: "team" } },
    ...workspaces.flatMap((workspace, index) => [
      { ...workspace, type: "workspace", parent: organization },
      ...projects[index]!.map((project) => ({ ...project, type: "project", parent: workspace.id })),
    ]),
  ];
  return {
    name: "Brightwater Assist",
    domain: "brightwater.example",
    scopes,
    idOf: (handle) => handle,
    rowsOf: (index, principal) => {
      const rows = new Rows();
      const overrides: object[] = [];
      const home = index % WORKSPACES;
      for (let step = 0; step < REACH; step += 1) {
        // The home first, and then workspaces that lie apart.
        const at = (home + step * 17) % WORKSPACES;
        const role = index < WORKSPACES && step === 0 ? "owner" : random.pick(["viewer", "viewer", "viewer", "viewer", "viewer", "viewer", "editor", "editor", "editor", "admin", "billing"]);
        rows.add({ principal, role, scope: workspaces[at]!.id });
        if (role === "viewer" && random.below(20) === 0) overrides.push({ principal, scope: random.pick(projects[at]!).id, mode: "widen", role: "editor" });
      }
      return { assignments: rows.all, overrides };
    },
    ask: { permission: "project.content.edit", scope: projects[0]![0]!.id },
  };
}
