import { useEffect, useRef } from "react";
import { useConsole } from "../state/context";
import { plural } from "../parts/reasons";
import { SECTIONS, sectionOf } from "../state/sections";

/** The parts of the demo. On a narrow screen the list is moved sideways, and the open one is in sight. */
export function SectionNav() {
  const { place, visits, hrefTo } = useConsole();
  const open = sectionOf(place.page);
  // What Access holds is told from every section. The name of the link stays the section's.
  const pending = place.draft.length > 0 && `${plural(place.draft.length, "change")} not saved`;
  const saved = place.saved.length > 0 && `${plural(place.saved.length, "change set")} saved`;
  const held = [pending, saved].filter(Boolean).join(", ");
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const link = list.current?.querySelector<HTMLElement>("[aria-current]");
    if (link && list.current) list.current.scrollLeft = link.offsetLeft - (list.current.clientWidth - link.offsetWidth) / 2;
  }, [open]);
  return (
    <nav className="sections" aria-label="Sections">
      <ul ref={list}>
        {SECTIONS.map((section) => (
          <li key={section.id}>
            <a
              href={hrefTo({ page: section.page, view: section.id === "playground" ? visits.playgroundOf(place.vendor) : {} })}
              aria-current={section === open ? "page" : undefined}
              {...(section.id === "access" && held && { title: held, "aria-description": held })}
            >
              {section.title}
              {section.id === "access" && held && (
                <span className="count" aria-hidden="true">
                  {place.draft.length + place.saved.length}
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
