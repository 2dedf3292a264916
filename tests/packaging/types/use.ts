import {
  Catalog,
  Directory,
  isRolescopeError,
  RolescopeError,
  Session,
  type BuiltinNames,
  type Decision,
  type Issue,
  type Names,
  type Options,
  type Override,
  type Page,
  type PageState,
  type Permission,
  type Principal,
  type ReasonCode,
  type Requirement,
  type Role,
  type RoleAssignment,
  type Scope,
  type ScopeType,
  type SessionEvent,
  type Text,
  type Time,
  type View,
} from "rolescope";

// Built in: ids are literals.
const twilio = Catalog.builtin("twilio");
const directory = Directory.parse(twilio, "{}", { lenient: true, now: () => 0 });
const session = Session.load(twilio, directory.snapshot("US1", { expiresIn: 1000, at: new Date() }), { principal: "US1" });
const view: View<BuiltinNames["twilio"]> = session.at("AC1");

session.can("studio.flows.read", "AC1");
view.can("studio.flows.read");
directory.can("US1", "studio.flows.read", "AC1", 0);
directory.can("US1", "studio.flows.read", "AC1", new Date());
session.canAll(["studio.flows.read", "studio.flows.update"], "AC1");
directory.checkMany([{ principal: "US1", permission: "studio.flows.read", scope: "AC1" }]);
twilio.role("studio-admin");
twilio.roles({ permission: "studio.flows.read", scopeType: "account" });

// @ts-expect-error a misspelt catalog
Catalog.builtin("twillio");
// @ts-expect-error a misspelt permission
session.can("studio.flows.reed", "AC1");
// @ts-expect-error a permission of another catalog
session.can("project.content.edit", "AC1");
// @ts-expect-error a misspelt permission
session.check("studio.flows.reed", "AC1");
// @ts-expect-error a misspelt permission
session.explain("studio.flows.reed", "AC1");
// @ts-expect-error a misspelt permission
session.canAny(["studio.flows.reed"], "AC1");
// @ts-expect-error a misspelt permission
session.listScopes("studio.flows.reed");
// @ts-expect-error a misspelt permission
view.can("studio.flows.reed");
// @ts-expect-error a misspelt permission
view.check("studio.flows.reed");
// @ts-expect-error a misspelt permission
directory.can("US1", "studio.flows.reed", "AC1");
// @ts-expect-error a misspelt permission
directory.check("US1", "studio.flows.reed", "AC1");
// @ts-expect-error a misspelt permission
directory.checkMany([{ principal: "US1", permission: "studio.flows.reed", scope: "AC1" }]);
// @ts-expect-error a misspelt permission
directory.listPrincipals("studio.flows.reed", "AC1");
// @ts-expect-error a misspelt permission
directory.session("US1").can("studio.flows.reed", "AC1");
// @ts-expect-error a misspelt role
twilio.role("studio-admn");
// @ts-expect-error a misspelt permission
twilio.roles({ permission: "studio.flows.reed" });
// @ts-expect-error a misspelt page id
session.page("studio-flws", "AC1");
// @ts-expect-error the order of the arguments is permission, scope
session.can("AC1", "studio.flows.read");
// @ts-expect-error a session is loaded and not made
new Session();
// @ts-expect-error a time is a number or a Date
directory.can("US1", "studio.flows.read", "AC1", "2026-01-01");
// @ts-expect-error results are read only
session.revision = 1;

// Each built-in catalog has names of its own, in what is asked and in what is changed.
const studio = Directory.parse(Catalog.builtin("studio"), "{}");
const voiceflow = Directory.parse(Catalog.builtin("voiceflow"), "{}");
studio.can("rob", "tasks.tasks.read", "A1");
voiceflow.can("eve", "project.content.edit", "P1");
voiceflow.simulate([{ type: "widen", principal: "vic", scope: "P1", role: "editor" }], { by: "adam" });
studio.apply([{ type: "narrow", principal: "rob", role: "ac_rw", scope: "A1", permissions: ["tasks.tasks.read"] }]);
// @ts-expect-error a permission of another catalog
studio.can("rob", "project.content.edit", "A1");
// @ts-expect-error a permission of another catalog
voiceflow.session("eve").at("P1").can("tasks.tasks.read");
// @ts-expect-error a misspelt permission in a change
studio.apply([{ type: "narrow", principal: "rob", role: "ac_rw", scope: "A1", permissions: ["tasks.tasks.reed"] }]);
// @ts-expect-error a kind of change that there is not
studio.apply([{ type: "grant", principal: "rob", role: "ac_rw", scope: "A1" }]);
// @ts-expect-error a session of one catalog is none of another
const other: Session<BuiltinNames["studio"]> = session;

// What the package gives may be asked again.
for (const page of twilio.pages()) session.page(page.id, "AC1");
for (const id of session.listPermissions("AC1")) session.can(id, "AC1");
for (const id of session.page("/develop/studio", "AC1").missing) session.can(id, "AC1");
for (const role of twilio.roles()) for (const { id } of twilio.role(role.id).permissions) session.can(id, "AC1");

// A path is any string with a slash, and any string that is not known while compiling.
declare const path: string;
session.page("/develop/studio/flows", "AC1");
session.page("develop/studio/flows", "AC1");
session.page(path, "AC1");

// Parsed: ids are strings.
const parsed = Catalog.parse(new Uint8Array());
const own: Session = Session.load(parsed, {}, { now: Date.now });
own.can("tills.drawer.open", "S1");
own.page("tills", "S1");
parsed.role("clerk");

// The narrow types fit where the wide ones are asked for.
const wide: Session = session;
const wideCatalog: Catalog = twilio;
const wideDirectory: Directory = directory;
const wideView: View = view;
const wideState: PageState = session.page("/x/y", "AC1");
const wideRole: Role = twilio.role("studio-viewer");
function gate<N extends Names>(of: Session<N>, permission: N["permission"]): boolean {
  return of.can(permission, "AC1");
}
gate(session, "studio.flows.read");
// @ts-expect-error a misspelt permission
gate(session, "studio.flows.reed");

// Tenants define roles of their own.
directory.role("our-own-role");
session.role("our-own-role");

const stop: () => void = session.subscribe((event: SessionEvent) => {
  const reason: "update" | "apply" | "expiry" | "engine-lost" = event.reason;
  void [reason, event.revision];
});
stop();

const decision: Decision = session.check("studio.flows.read", "AC1");
const explained: Decision = directory.explain("US1", "studio.flows.read", "AC1", { at: new Date(), by: "US2" });
for (const { extra } of session.explain("studio.flows.read", "AC1").remedies) session.canAll(extra, "AC1");
const reason: ReasonCode = decision.reason;
const expiresAt: number | null = session.expiresAt;
const { cells }: { cells: Uint8Array } = twilio.matrix();
const issues: Issue[] = directory.issues;
const kept: [Scope[], Principal[], RoleAssignment[], Override[], ScopeType[]] = [
  session.scopes(),
  directory.principals(),
  directory.roleAssignments({ text: "ann", limit: 10 }),
  directory.overrides(),
  twilio.scopeTypes(),
];
const permissions: Permission[] = twilio.permissions({ product: "studio" });
const pages: Page[] = twilio.pages();
const requirement: Requirement | undefined = pages[0]?.requires;
const text: Text = session.catalog.toJSON();
const time: Time = 0;
const options: Options = {};

try {
  session.update("{}");
} catch (error: unknown) {
  if (isRolescopeError(error)) {
    const code: string = error.code;
    void [code, error.issues[0]?.hint, error instanceof RolescopeError];
  }
}

export const used = [wide, wideCatalog, wideDirectory, wideView, wideState, wideRole, explained, reason, expiresAt, cells, issues, kept, permissions, requirement, text, time, options, other];
