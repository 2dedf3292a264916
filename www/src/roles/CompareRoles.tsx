import { useMemo } from "react";
import { Picker } from "../parts/Picker";
import { useConsole } from "../state/context";
import { ByProduct } from "./ByProduct";
import { ComparePages } from "./ComparePages";
import { NoSuchRole } from "./NoSuchRole";
import { roleItems } from "./role-items";
import { tenantCatalog } from "./tenant-catalog";
import { Versus } from "./Versus";

/** What each of two roles grants and the other does not, and the pages that this opens and closes. */
export function CompareRoles() {
  const { server, place, becomes } = useConsole();
  const catalog = tenantCatalog(server);
  const roles = catalog.roles();
  const items = useMemo(() => roleItems(roles), [roles]);
  const known = (id: string | undefined) => roles.find((role) => role.id === id);
  const a = known(place.view.a) ?? roles[0]!;
  // Best compared with one of its own kind.
  const b = known(place.view.b) ?? roles.find((role) => role !== a && role.product === a.product) ?? roles.find((role) => role !== a) ?? a;
  const diff = useMemo(() => catalog.diffRoles(a.id, b.id), [catalog, a.id, b.id]);
  // Of a role that is not there nothing is answered, and nothing is taken in its place.
  const missing = (id: string | undefined): id is string => Boolean(id) && !known(id);
  const unknown = [...new Set([place.view.a, place.view.b])].filter(missing);
  const one = missing(place.view.a) ? place.view.a : a.id;
  const other = missing(place.view.b) ? place.view.b : b.id;
  const choose = (view: { a: string; b: string }) => becomes({ view: { ...place.view, ...view } });
  const parts = [
    { key: "only-a", title: `Only ${a.name}`, ids: diff.onlyA },
    { key: "both", title: "Both", ids: diff.both },
    { key: "only-b", title: `Only ${b.name}`, ids: diff.onlyB },
  ] as const;
  return (
    <section className="section" aria-label="Compare two roles">
      {unknown.map((id) => (
        <NoSuchRole key={id} id={id} />
      ))}
      <div className="versus">
        <Picker label="One role" noun="roles" items={items} value={one} onChange={(id) => choose({ a: id, b: other })} />
        <button type="button" className="button" onClick={() => choose({ a: other, b: one })}>
          Swap
        </button>
        <Picker label="The other" noun="roles" items={items} value={other} onChange={(id) => choose({ a: one, b: id })} />
      </div>
      {unknown.length === 0 && (
        <>
          <h2>In permissions</h2>
          <p role="status">{verdict(a.name, b.name, diff.onlyA.length, diff.onlyB.length)}</p>
          <div className="versus-bar" aria-hidden="true">
            {parts.map(({ key, ids }) => ids.length > 0 && <span key={key} className={key} style={{ flexGrow: ids.length }} />)}
          </div>
          <Versus nothing="Nothing." parts={parts.map(({ ids, ...part }) => ({ ...part, count: ids.length, children: <ByProduct ids={ids} /> }))} />
          <ComparePages a={a} b={b} />
        </>
      )}
    </section>
  );
}

function verdict(a: string, b: string, onlyA: number, onlyB: number): string {
  if (onlyA + onlyB === 0) return `${a} and ${b} grant the same.`;
  if (onlyB === 0) return `${a} grants all of ${b}, and ${onlyA} more.`;
  if (onlyA === 0) return `${b} grants all of ${a}, and ${onlyB} more.`;
  return `Each grants what the other does not: ${a} ${onlyA}, ${b} ${onlyB}.`;
}
