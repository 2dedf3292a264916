import { useEffect, useRef } from "react";
import { useConsole } from "../state/context";
import { PermissionId } from "../parts/PermissionId";
import { SelectField } from "../parts/fields";

/** What each of two roles grants and the other does not. Of the catalog's roles, as it ships them. */
export function CompareRoles() {
  const { server, place, becomes } = useConsole();
  const roles = server.catalog.roles();
  const options = roles.map(({ id, name }) => ({ value: id, label: name }));
  const known = (id: string | undefined, otherwise: number) => roles.find((role) => role.id === id) ?? roles[otherwise] ?? roles[0]!;
  const a = known(place.view.a, 0);
  const b = known(place.view.b, 1);
  const diff = server.catalog.diffRoles(a.id, b.id);
  const section = useRef<HTMLElement>(null);
  const before = useRef(place.view.a);
  useEffect(() => {
    // Chosen in the list above, out of sight.
    if (before.current !== place.view.a && !section.current?.contains(document.activeElement)) section.current?.querySelector("h2")?.focus();
    before.current = place.view.a;
  }, [place.view.a]);
  return (
    <section ref={section} className="section" aria-labelledby="compare">
      <h2 id="compare" tabIndex={-1}>
        Compare two roles
      </h2>
      <div className="fields">
        <SelectField label="One role" value={a.id} options={options} onChange={(id) => becomes({ view: { ...place.view, a: id } })} />
        <SelectField label="The other" value={b.id} options={options} onChange={(id) => becomes({ view: { ...place.view, b: id } })} />
      </div>
      <p className="muted">As the catalog has them. What this tenant changed in a role is not in it.</p>
      <div className="columns">
        <Column title={`Only ${a.name}`} ids={diff.onlyA} />
        <Column title={`Only ${b.name}`} ids={diff.onlyB} />
        <Column title="Both" ids={diff.both} />
      </div>
    </section>
  );
}

function Column({ title, ids }: { title: string; ids: readonly string[] }) {
  return (
    <div className="column" role="group" aria-label={`${title}: ${ids.length}`} tabIndex={0}>
      <h3>
        {title} <span className="muted">{ids.length}</span>
      </h3>
      <ul className="diff-list">
        {ids.map((id) => (
          <li key={id}>
            <PermissionId id={id} />
          </li>
        ))}
      </ul>
    </div>
  );
}
