import type { Page, PageState } from "rolescope/slim";
import { needsOneOf } from "../../console/page-actions";
import { PermissionId } from "../../parts/PermissionId";
import { StateBadge } from "../../parts/Reason";

/** The navigation as the principal has it, hidden pages with what they miss. */
export function Pages({ pages, entries }: { pages: readonly PageState[]; entries: readonly Page[] }) {
  return (
    <ul className="pg-pages">
      {pages.map((page) => (
        <li key={page.id}>
          <p className={page.state === "visible" ? "pg-page" : "pg-page pg-page-off"}>
            <span>{page.title}</span>
            <StateBadge state={page.state} />
            {page.missing.length > 0 && (
              <span className="pg-missing">
                {page.missing.length > 1 && needsOneOf(entries.find(({ id }) => id === page.id)) ? "needs one of" : "misses"}{" "}
                {page.missing.map((id, index) => (
                  <span key={id}>
                    {index > 0 && ", "}
                    <PermissionId id={id} />
                  </span>
                ))}
              </span>
            )}
          </p>
          {page.children.length > 0 && <Pages pages={page.children} entries={entries} />}
        </li>
      ))}
    </ul>
  );
}
