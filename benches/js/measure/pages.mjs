// The whole navigation at a scope: asked again (warm), and for the first time at a scope.
import { same } from "../agreement.mjs";
import { plainPages } from "../contestants/plain.mjs";
import { texts } from "../contestants/rolescope.mjs";
import { rounds } from "../harness.mjs";
import { neutral, onePrincipal } from "../workload.mjs";
import { Catalog, Session } from "rolescope";

const FIRST_AT = 128;

const shape = (pages) =>
  pages.map(({ id, path, title, state, children }) => ({ id, path, title, state, children: shape(children) }));

export async function measurePages({ count, batchMs }) {
  const world = neutral(onePrincipal());
  const { catalog: catalogText, snapshot } = texts(world);
  const catalog = Catalog.parse(catalogText);
  const session = Session.load(catalog, snapshot);
  const byHand = plainPages(world);
  const ids = world.scopes.map((scope) => scope.id);
  for (const id of ids) same(`pages at \`${id}\``, shape(session.pages(id)), shape(byHand(id)));

  let next = 0;
  const over = (pages) => (n) => {
    let roots = 0;
    for (let i = 0; i < n; i++) roots += pages(ids[next++ % ids.length]).length;
    return roots;
  };
  const roots = session.pages(ids[0]).length;
  const verify = (counted, n) => {
    if (counted !== roots * n) throw new Error(`pages() gave ${counted} sections, not ${roots * n}`);
  };
  let fresh;
  const entries = [
    { id: "rolescope-warm", run: over((scope) => session.pages(scope)), verify },
    {
      id: "rolescope-first",
      fixed: FIRST_AT,
      // A new session knows nothing yet; spreading the scopes over the tree keeps one account from standing for all.
      prepare: () => (fresh = Session.load(catalog, snapshot)),
      run: (n) => {
        let counted = 0;
        for (let i = 0; i < n; i++) counted += fresh.pages(ids[(i * 8 + 1) % ids.length]).length;
        return counted;
      },
      verify,
    },
    { id: "plain", run: over(byHand), verify },
  ];
  const results = await rounds(entries, { count, batchMs, baseline: "plain" });
  return {
    pages: world.pages.filter((page) => page.requires !== undefined).length,
    scopesCompared: ids.length,
    warm: results.get("rolescope-warm"),
    first: results.get("rolescope-first"),
    plain: results.get("plain"),
  };
}
