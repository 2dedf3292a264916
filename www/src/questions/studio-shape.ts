import { CITIES, placeName, slug, WORK } from "./places";
import type { Random } from "./random";
import { Rows, type Scopes, type Shape } from "./shape";

const PROVIDERS = 40;
const ACCOUNTS = 24;

/** A platform: its service providers, and the accounts of their customers. */
export function studioShape(random: Random): Shape {
  const system = "sys-brightwater";
  const providers = CITIES.slice(0, PROVIDERS).map((city) => ({ id: `sp-${slug(city)}`, name: `${city} Voice` }));
  const accounts = providers.map((provider, at) =>
    Array.from({ length: ACCOUNTS }, (_, index) => {
      // Two rounds through the lines of work, under the name of a customer's town.
      const name = index < WORK.length ? `${CITIES[at]} ${WORK[index]}` : `New ${placeName(at * ACCOUNTS + index)}`;
      return { id: `ac-${slug(provider.name)}-${slug(name)}-${index + 1}`, name };
    }),
  );
  const scopes: Scopes = [
    { id: system, type: "system", name: "Brightwater Voice" },
    ...providers.flatMap((provider, index) => [
      { ...provider, type: "service_provider", parent: system },
      ...accounts[index]!.map((account) => ({ ...account, type: "account", parent: provider.id })),
    ]),
  ];
  return {
    name: "Brightwater Voice",
    domain: "brightwater.example",
    scopes,
    idOf: (handle) => handle,
    rowsOf: (index, principal) => {
      const rows = new Rows();
      const home = index % PROVIDERS;
      if (index < 5) rows.add({ principal, role: "system", scope: system });
      else if (index < 200) rows.add({ principal, role: "service_provider", scope: providers[home]!.id });
      // One role at each account: the next accounts in turn, from somewhere on.
      const first = random.below(ACCOUNTS);
      for (let step = 0; step < 5; step += 1) {
        const role = random.pick(["ac_admin", "ac_rw", "ac_rw", "ac_rw", "ac_rw", "ac_ro", "ac_ro", "ac_ro", "ac_ro", "ac_ro"]);
        rows.add({ principal, role, scope: accounts[home]![(first + step) % ACCOUNTS]!.id });
      }
      return { assignments: rows.all, overrides: [] };
    },
    ask: { permission: "tasks.tasks.update", scope: accounts[0]![0]!.id },
  };
}
