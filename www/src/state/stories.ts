import type { Change } from "rolescope/slim";
import type { Place } from "./address";
import { ACCESS, OVERRIDES } from "./sections";
import type { ChangeSet } from "./changes";
import type { VendorId } from "./vendor-id";

/** A place worth a look. Its address says everything, so a story is a link. */
export interface Story {
  title: string;
  text: string;
  to: Partial<Place>;
}

// Ids from the sample tenants, by the names that stand there.
const HARBOURLINE = {
  organization: "OR9bff5802a10431970767dad28811a4df",
  ferriesBooking: "ACc444f1aa1b3c17e1dae7732f9750337d",
  parcel: "AC76f368f2d6ab2a65cd85be7201812d70",
  contactCentre: "ACd3a42ae190a0e200bc1bc90e1f964f4b",
  transportBilling: "BG1b7b025d648a0c8077a01a3ca9d70ee2",
  lena: "US800e56a81bd8a0a3a2c170bdbdfc21db",
  priya: "US635c5048f58367fcfc90f12d0d0b91fa",
  yasmin: "US3281f517f3a641a6c12c3662130dbf2e",
  marek: "US1921917f23afe89364788923ca880ca2",
  hana: "US2a22ef35e0980c7d136ae52e2d038df8",
  tomas: "USb583cf55c85f3d182f89a5eb2ca894bd",
  kwame: "US8827847b520f85c936009babecff6728",
  beatriz: "US5b0f4c1de27a94836d1c0a7e93bf2846",
  lab: "ACc50ef71c2ab3fe1d91af639d101e4a4b",
};

function plan(value: string): ChangeSet {
  return { changes: [{ type: "set-attribute", scope: "org-tidepool", name: "plan", value }] };
}

/** The access view with a change put together, ready to be looked at. */
function trial(principal: string, scope: string, draft: Change[]): Partial<Place> {
  return { principal, scope, page: ACCESS, draft, view: {} };
}

/** The overrides section with something chosen. */
function overrides(principal: string, scope: string, view: Record<string, string>, saved: ChangeSet[] = []): Partial<Place> {
  return { principal, scope, page: OVERRIDES, view, saved };
}

export const STORIES: Record<VendorId, Story[]> = {
  twilio: [
    {
      title: "Studio Admin sees Studio, and nothing else",
      text: "Lena holds one built-in role on Ferries Booking. Every other product is gone from the navigation.",
      to: { principal: HARBOURLINE.lena, scope: HARBOURLINE.ferriesBooking, page: "" },
    },
    {
      title: "The same account through its Owner's eyes",
      text: "Priya owns the account: every product, the users, the ownership.",
      to: { principal: HARBOURLINE.priya, scope: HARBOURLINE.ferriesBooking, page: "" },
    },
    {
      title: "A link to a page that is not hers",
      text: "Lena follows a link to the API keys. The body says why it stays closed.",
      to: { principal: HARBOURLINE.lena, scope: HARBOURLINE.ferriesBooking, page: "account/api-keys" },
    },
    {
      title: "Message logs without personal data",
      text: "Yasmin reads logs everywhere by a role at the organization, phone numbers only in the Contact Centre.",
      to: { principal: HARBOURLINE.yasmin, scope: HARBOURLINE.parcel, page: "monitor/logs/sms" },
    },
    {
      title: "A right that ran out",
      text: "Marek's contract to buy numbers ended in June 2025. The reason says so.",
      to: { principal: HARBOURLINE.marek, scope: HARBOURLINE.parcel, page: "develop/phone-numbers/search" },
    },
    {
      title: "One billing group and the accounts linked to it",
      text: "Hana views the bills of Transport billing. The settings stay in sight, greyed.",
      to: { principal: HARBOURLINE.hana, scope: HARBOURLINE.transportBilling, page: "billing/history" },
    },
    {
      title: "Running the organization, no product in sight",
      text: "Tomás manages users and role assignments, and opens no account's products.",
      to: { principal: HARBOURLINE.tomas, scope: HARBOURLINE.organization, page: "settings/users" },
    },
    {
      title: "Give a role, and look before saving",
      text: "Tomás gives Kwame Studio Admin on Parcel. The change set says who gains what, and where.",
      to: trial(HARBOURLINE.tomas, HARBOURLINE.parcel, [
        { type: "assign", principal: HARBOURLINE.kwame, role: "studio-admin", scope: HARBOURLINE.parcel },
      ]),
    },
    {
      title: "An Owner is not removed, only succeeded",
      text: "Tomás tries to take the Owner from Ferries Booking. Each reason stands beside the change.",
      to: trial(HARBOURLINE.tomas, HARBOURLINE.ferriesBooking, [
        { type: "unassign", principal: HARBOURLINE.priya, role: "owner", scope: HARBOURLINE.ferriesBooking },
      ]),
    },
    {
      title: "The twenty-sixth built-in role",
      text: "Beatriz holds 25. One more is refused, whoever gives it.",
      to: trial(HARBOURLINE.tomas, HARBOURLINE.lab, [
        { type: "assign", principal: HARBOURLINE.beatriz, role: "event-streams-admin", scope: HARBOURLINE.lab },
      ]),
    },
  ],
  studio: [
    {
      title: "A user with customised permissions",
      text: "Peter holds ac_rw at Lakeside Clinic, narrowed to what the call desk needs.",
      to: { principal: "peter.halloran", scope: "ac-lakeside-clinic", page: "" },
    },
    {
      title: "The same role, not customised",
      text: "Nadia holds ac_rw too. The latest update of the role has reached her.",
      to: { principal: "nadia.rahman", scope: "ac-lakeside-clinic", page: "" },
    },
    {
      title: "Narrow a user, permission by permission",
      text: "Lucía takes rights of ac_rw from Nadia, one switch at a time.",
      to: overrides("lucia.ferrer", "ac-lakeside-clinic", { at: "ac-lakeside-clinic", who: "nadia.rahman" }),
    },
    {
      title: "An update that stays away from the customised",
      text: "A system user gives ac_rw the deletion of tasks back. See at whom it arrives, and at whom it does not.",
      to: overrides("adaeze.obi", "ac-lakeside-clinic", { at: "ac-lakeside-clinic", who: "peter.halloran", role: "ac_rw", turn: "tasks.tasks.delete" }),
    },
    {
      title: "Two accounts, two roles",
      text: "Elin reads at Orchard Insurance and works at City Transit. Switch the scope.",
      to: { principal: "elin.bergstrom", scope: "ac-orchard-insurance", page: "" },
    },
    {
      title: "A service provider and the accounts in its purview",
      text: "Jonas sees Meridian's accounts and none of Calder's.",
      to: { principal: "jonas.weber", scope: "sp-meridian", page: "" },
    },
    {
      title: "A manager stays within her own account",
      text: "Lucía manages Lakeside Clinic. To touch a user of another account is refused.",
      to: trial("lucia.ferrer", "ac-lakeside-clinic", [
        { type: "unassign", principal: "elin.bergstrom", role: "ac_ro", scope: "ac-orchard-insurance" },
      ]),
    },
    {
      title: "What a role's update left behind",
      text: "The review lists users whose customised permissions no longer fit the role.",
      to: { principal: "adaeze.obi", scope: "sys-voicebridge", page: `${ACCESS}/review` },
    },
  ],
  voiceflow: [
    {
      title: "A Viewer who edits one project",
      text: "Noor views the workspace and edits the Returns Bot by an override. Switch it off beside the page.",
      to: { principal: "noor.elamin", scope: "prj-returns-bot", page: "canvas" },
    },
    {
      title: "The next project stays closed to edits",
      text: "The same person, one project further: no override, no edit.",
      to: { principal: "noor.elamin", scope: "prj-phone-line", page: "canvas" },
    },
    {
      title: "Everybody at every project",
      text: "Femi switches project-level edit, cell by cell. The seats follow, and a refused cell says why.",
      to: overrides("femi.adeyemi", "ws-customer-care", { cell: "pawel.zielinski~prj-phone-line" }),
    },
    {
      title: "Enterprise: the Owners' reach in the grid",
      text: "The plan is switched, and twenty cells open by it. It takes no seat.",
      to: overrides("maren.vogt", "ws-customer-care", { cell: "maren.vogt~prj-lead-qualifier" }, [plan("enterprise")]),
    },
    {
      title: "Enterprise: Owners reach every workspace",
      text: "Maren owns Customer Care. On the Enterprise plan she controls Sales too.",
      to: { principal: "maren.vogt", scope: "ws-sales", page: "", saved: [plan("enterprise")] },
    },
    {
      title: "Team: her own workspace only",
      text: "The same Owner on the Team plan. Sales is outside her session.",
      to: { principal: "maren.vogt", scope: "ws-sales", page: "", saved: [plan("team")] },
    },
    {
      title: "An override without effect",
      text: "Freya became an Editor. The project-level edit that she had as a Viewer is left behind.",
      to: { principal: "freya.lindgren", scope: "prj-hr-helper", page: "" },
    },
    {
      title: "An override that ran out",
      text: "Jun could edit the Event Concierge until May 2026.",
      to: { principal: "jun.park", scope: "prj-event-concierge", page: "canvas" },
    },
    {
      title: "One more editor, one more seat",
      text: "Femi widens Pawel on the Phone Line. The seats are told before and after.",
      to: trial("femi.adeyemi", "ws-customer-care", [{ type: "widen", principal: "pawel.zielinski", scope: "prj-phone-line", role: "editor" }]),
    },
    {
      title: "An Editor takes no override",
      text: "The same for Clara, who is an Editor already: refused, with the code.",
      to: trial("femi.adeyemi", "ws-customer-care", [{ type: "widen", principal: "clara.moreau", scope: "prj-phone-line", role: "editor" }]),
    },
  ],
};
