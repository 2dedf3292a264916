import { PartTabs } from "../parts/PartTabs";
import { pageOf, partOf, ROLES } from "../state/sections";
import { useConsole } from "../state/context";
import { CompareRoles } from "./CompareRoles";
import { LeastRoles } from "./LeastRoles";
import { MatrixView } from "./MatrixView";
import { RoleDetails } from "./RoleDetails";
import { NoSuchRole } from "./NoSuchRole";
import { RoleList } from "./RoleList";
import { roleOfPage } from "./words";
import "./roles.css";

const TABS = [
  { part: "", title: "All roles", Body: RoleList },
  { part: "matrix", title: "Matrix", Body: MatrixView },
  { part: "compare", title: "Compare", Body: CompareRoles },
  { part: "least", title: "Least role", Body: LeastRoles },
] as const;

/** What each role may do: as a list, one by one, as a picture, side by side, and from the other end. */
export function RolesView() {
  const { server, place, hrefTo } = useConsole();
  const part = partOf(place.page);
  const named = roleOfPage(part);
  const role = server.directory.roles().find(({ id }) => id === named);
  const { title, Body } = TABS.find((tab) => tab.part === part) ?? TABS[0];
  return (
    <article className="page roles">
      <header className="page-head">
        {/* Takes the focus when a new page is opened. */}
        <h1 tabIndex={-1}>{role ? role.name : "Roles"}</h1>
      </header>
      <PartTabs
        label="Roles"
        tabs={TABS.map((tab) => ({
          title: tab.title,
          href: hrefTo({ page: pageOf(ROLES, tab.part), view: {} }),
          current: tab.title !== title ? undefined : role ? "true" : "page",
        }))}
      />
      {named && !role && <NoSuchRole id={named} />}
      {role ? <RoleDetails role={role} /> : <Body />}
    </article>
  );
}
