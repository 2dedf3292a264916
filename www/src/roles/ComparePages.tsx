import { useMemo } from "react";
import type { Role } from "rolescope/slim";
import { useConsole } from "../state/context";
import { PageList } from "./PageList";
import { tenantCatalog } from "./tenant-catalog";
import { pagesOpened, type OpenPage } from "./trial";
import { Versus } from "./Versus";
import { spaced } from "./words";

/** What the difference means in pages. Both are tried at the same kind of scope, where there is one for both. */
export function ComparePages({ a, b }: { a: Role; b: Role }) {
  const { server } = useConsole();
  const catalog = tenantCatalog(server);
  const shared = a.assignableAt.find((type) => b.assignableAt.includes(type));
  const [atA = "", atB = ""] = [shared ?? a.assignableAt[0], shared ?? b.assignableAt[0]];
  const ofA = useMemo(() => (atA ? pagesOpened(catalog, a.id, atA) : []), [catalog, a.id, atA]);
  const ofB = useMemo(() => (atB ? pagesOpened(catalog, b.id, atB) : []), [catalog, b.id, atB]);
  const without = (pages: OpenPage[], others: OpenPage[]) => pages.filter(({ id }) => !others.some((other) => other.id === id));
  const parts = [
    { key: "only-a", title: `Only ${a.name} opens`, pages: without(ofA, ofB) },
    { key: "both", title: "Both open", pages: ofA.filter((page) => !without(ofA, ofB).includes(page)) },
    { key: "only-b", title: `Only ${b.name} opens`, pages: without(ofB, ofA) },
  ] as const;
  return (
    <section className="section" aria-labelledby="in-pages">
      <h2 id="in-pages">In pages</h2>
      <p className="muted">
        {shared ? `Each is given at one ${spaced(shared)}` : `${a.name} is given at one ${spaced(atA)}, ${b.name} at one ${spaced(atB)}`}, in a tenant made for the
        question, and the engine is asked for the navigation.
      </p>
      <Versus nothing="No page." parts={parts.map(({ pages, ...part }) => ({ ...part, count: pages.length, children: <PageList pages={pages} /> }))} />
    </section>
  );
}
