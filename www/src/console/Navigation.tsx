import type { PageState } from "rolescope/slim";
import { usePages } from "rolescope/react";
import { useConsole } from "../state/context";
import { countPages, findPage, leaves, pageAddress, withoutParameters } from "../console/pages";
import { plural, reasonLabel } from "../parts/reasons";
import { Icon } from "../parts/Icon";
import { Why } from "../parts/Reason";

/** A navigation with more pages than this starts with its groups folded. */
const FOLD_ABOVE = 16;

/** The navigation as the engine resolved it. Hidden pages are not in the document at all. */
export function Navigation({ onShowHidden }: { onShowHidden: () => void }) {
  const { session, place, hrefTo } = useConsole();
  const pages = withoutParameters(usePages());
  const current = place.page ? session.page(place.page, place.scope).id : "";
  const counts = countPages(pages);
  return (
    <div className="navigation">
      <ul className="nav-list">
        <li>
          <a className="nav-link" href={hrefTo({ page: "" })} aria-current={place.page === "" ? "page" : undefined}>
            <Icon name="home" />
            Overview
          </a>
        </li>
      </ul>
      {counts.visible + counts.disabled > 0 ? (
        <PageList pages={pages} current={current} folded={counts.visible > FOLD_ABOVE} />
      ) : (
        <p className="nav-empty">No page is open to this person at this scope.</p>
      )}
      {counts.hidden > 0 && (
        <button type="button" className="nav-hidden" onClick={onShowHidden}>
          <Icon name="hidden" />
          {plural(counts.hidden, "hidden page")}
        </button>
      )}
    </div>
  );
}

function PageList({ pages, current, folded }: ListProps) {
  return (
    <ul className="nav-list">
      {pages
        .filter((page) => page.state !== "hidden")
        .map((page) => (
          <li key={page.id}>
            {page.children.length === 0 && <PageEntry page={page} current={page.id === current} />}
            {page.children.length > 0 && (
              <section className="nav-section">
                <h3>{page.title}</h3>
                <ul className="nav-list">
                  {page.children
                    .filter((child) => child.state !== "hidden")
                    .map((child) => (
                      <li key={child.id}>
                        {child.children.length === 0 && <PageEntry page={child} current={child.id === current} />}
                        {child.children.length > 0 && <PageGroup group={child} current={current} folded={folded} />}
                      </li>
                    ))}
                </ul>
              </section>
            )}
          </li>
        ))}
    </ul>
  );
}

interface ListProps {
  pages: PageState[];
  current: string;
  /** Fold the groups of a long navigation, all but the one that is open. */
  folded: boolean;
}

function PageGroup({ group, current, folded }: { group: PageState; current: string; folded: boolean }) {
  const pages = leaves(group.children).filter((page) => page.state !== "hidden");
  return (
    <details className="nav-group" open={!folded || findPage([group], current) !== undefined}>
      <summary>
        <Icon name="chevron" />
        {group.title}
      </summary>
      <ul className="nav-list">
        {pages.map((page) => (
          <li key={page.id}>
            <PageEntry page={page} current={page.id === current} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function PageEntry({ page, current }: { page: PageState; current: boolean }) {
  const { hrefTo } = useConsole();
  if (page.state === "disabled") {
    return (
      <div className="nav-disabled">
        <span className="nav-link" aria-disabled="true" role="link">
          <Icon name="lock" />
          {page.title}
        </span>
        <span className="nav-reason">
          {reasonLabel(page.reason)} <Why about={`is the page ${page.title} disabled`} question={{ kind: "page", page: page.id }} />
        </span>
      </div>
    );
  }
  return (
    <a className="nav-link" href={hrefTo({ page: pageAddress(page) })} aria-current={current ? "page" : undefined}>
      {page.title}
    </a>
  );
}
