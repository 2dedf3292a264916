import { useMemo } from "react";
import { countPages, leaves, navigation } from "../console/pages";
import { plural } from "../parts/reasons";
import type { LargeTenant } from "./large-tenant";

/** What somebody would see of the console there. */
export function OpenPages({ tenant, person, scope }: { tenant: LargeTenant; person: string; scope: string }) {
  const pages = useMemo(() => navigation(tenant.directory.session(person), scope), [tenant, person, scope]);
  const { visible, disabled, hidden } = countPages(pages);
  const open = leaves(pages).filter(({ state }) => state === "visible");
  return (
    <details className="group open-pages">
      <summary>
        {plural(visible, "page")} open <span className="muted">{disabled} disabled, {hidden} hidden</span>
      </summary>
      <p className="muted">{open.map(({ title }) => title).join(", ") || "None."}</p>
    </details>
  );
}
