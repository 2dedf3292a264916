import type { OpenPage } from "./trial";

/** Pages under the groups of the navigation that they lie in. */
export function PageList({ pages }: { pages: readonly OpenPage[] }) {
  if (pages.length === 0) return null;
  const groups = [...new Set(pages.map(({ group }) => group))];
  return (
    <ul className="page-groups">
      {groups.map((group) => (
        <li key={group}>
          {group && <span className="muted">{group}: </span>}
          {pages
            .filter((page) => page.group === group)
            .map(({ title }) => title)
            .join(", ")}
        </li>
      ))}
    </ul>
  );
}
