import { placeName, TEAMS } from "./places";
import type { Random } from "./random";
import { Rows, type Scopes, type Shape } from "./shape";

const ACCOUNTS = 60;
const SUBACCOUNTS = 15;
const BILLING_GROUPS = 20;
const LINKED = ACCOUNTS / BILLING_GROUPS;

/** What people do, as the roles that they hold for it. */
const JOBS = [
  ["studio-admin", "numbers-configuration-viewer", "messaging-logs-viewer", "knowledge-viewer"],
  ["studio-viewer", "messaging-logs-viewer", "messaging-insights-intelligence-viewer", "voice-intelligence-viewer"],
  ["messaging-services-configurator", "whatsapp-senders-admin", "rcs-senders-admin", "content-template-builder-admin"],
  ["messaging-services-viewer", "whatsapp-senders-viewer", "content-template-builder-viewer", "messaging-settings-viewer"],
  ["numbers-inventory-manager", "numbers-configuration-editor", "porting-one-console", "trust-hub-admin"],
  ["twilio-help-center-account-level-ticket-history", "messaging-logs-viewer", "twilio-watch-viewer", "studio-viewer"],
  ["data-ingress-editor", "event-streams-admin", "memory-viewer", "account-api-access-viewer"],
];

/** An organization with accounts, subaccounts and billing groups over some of the accounts. */
export function twilioShape(random: Random): Shape {
  const organization = `OR${random.hex(32)}`;
  const accounts = Array.from({ length: ACCOUNTS }, (_, index) => ({ id: `AC${random.hex(32)}`, name: placeName(index) }));
  const below = accounts.map(({ name }) => TEAMS.slice(0, SUBACCOUNTS).map((team) => ({ id: `AC${random.hex(32)}`, name: `${name}: ${team}` })));
  const groups = Array.from({ length: BILLING_GROUPS }, (_, index) => ({ id: `BG${random.hex(32)}`, name: `Billing group ${index + 1}` }));
  const scopes: Scopes = [
    { id: organization, type: "organization", name: "Brightwater Group" },
    ...accounts.flatMap((account, index) => [
      { ...account, type: "account", parent: organization },
      ...below[index]!.map((subaccount) => ({ ...subaccount, type: "subaccount", parent: account.id })),
    ]),
    ...groups.map((group, index) => ({
      ...group,
      type: "billing_group",
      parent: organization,
      links: accounts.slice(index * LINKED, (index + 1) * LINKED).map(({ id }) => id),
    })),
  ];
  return {
    name: "Brightwater Group",
    domain: "brightwater.example",
    scopes,
    idOf: () => `US${random.hex(32)}`,
    rowsOf: (index, principal) => {
      const rows = new Rows();
      const home = index % ACCOUNTS;
      const account = accounts[home]!.id;
      const add = (role: string, scope: string) => rows.add({ principal, role, scope });
      add(index === ACCOUNTS ? "organization-owner" : index < ACCOUNTS + 12 ? "organization-admin" : "organization-standard-user", organization);
      if (index < ACCOUNTS) add("owner", account);
      else if (random.below(10) === 0) add(random.pick(["administrator", "developer", "developer", "support"]), account);
      for (const role of random.pick(JOBS)) add(role, random.below(3) === 0 ? account : random.pick(below[home]!).id);
      if (random.below(25) === 0) rows.add({ principal, role: "billing-group-viewer", scope: organization, resource: { type: "billing_group", id: groups[Math.floor(home / LINKED)]!.id } });
      return { assignments: rows.all, overrides: [] };
    },
    ask: { permission: "studio.flows.read", scope: accounts[0]!.id },
  };
}
