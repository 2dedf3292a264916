import { useMemo } from "react";
import type { Role } from "rolescope/slim";
import { plural } from "../parts/reasons";
import { useConsole } from "../state/context";
import { PageList } from "./PageList";
import { tenantCatalog } from "./tenant-catalog";
import { pagesOpened } from "./trial";
import { spaced } from "./words";

/** The pages that the role opens by itself, where it is assigned furthest up. */
export function RolePages({ role }: { role: Role }) {
  const { server } = useConsole();
  const catalog = tenantCatalog(server);
  const at = role.assignableAt[0] ?? "";
  const pages = useMemo(() => (at ? pagesOpened(catalog, role.id, at) : []), [catalog, role.id, at]);
  return (
    <section className="panel" aria-labelledby="opens">
      <h2 id="opens">What it opens</h2>
      <p className="muted">
        {plural(pages.length, "page")} of the console for somebody who holds this role alone, at one {spaced(at)}.
      </p>
      <PageList pages={pages} />
    </section>
  );
}
