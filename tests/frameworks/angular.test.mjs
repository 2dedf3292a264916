// Angular, without zones: signals and the directive follow the session, the scope and the time.
import "./support/peers.mjs";
import { focusable } from "./support/document.mjs";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { transform } from "esbuild";
import { Session } from "rolescope";
import { HOUR, T0, world } from "../facade/world.mjs";
import { both } from "./support/both.mjs";
import { assertLeft } from "./focus.mjs";
import { account, blocks } from "./support/example.mjs";

await import("@angular/compiler");
const { Component, provideZonelessChangeDetection, signal } = await import("@angular/core");
const { TestBed } = await import("@angular/core/testing");
const { BrowserTestingModule, platformBrowserTesting } = await import("@angular/platform-browser/testing");
const { injectCan, injectDecision, injectPages, injectSession, provideRolescope, provideScope, RolescopeCan } = await import("rolescope/angular");

TestBed.initTestEnvironment(BrowserTestingModule, platformBrowserTesting());
afterEach(() => TestBed.resetTestingModule());

/** A component with this template and these fields, in an app with these providers. */
function show(template, fields, providers = []) {
  class App {
    constructor() {
      Object.assign(this, fields());
    }
  }
  const Root = Component({ selector: "app-root", imports: [RolescopeCan], template })(App) ?? App;
  TestBed.configureTestingModule({ providers: [provideZonelessChangeDetection(), ...providers] });
  const fixture = TestBed.createComponent(Root);
  fixture.autoDetectChanges();
  return fixture;
}

const DIRECTIVE = `
  <main><div role="group" id="group">
    <button *rolescopeCan="'stock.items.order'; scope: scope(); mode: mode(); else: other">Order</button>
    <ng-template #other let-decision><p>{{ decision?.reason }}</p></ng-template>
  </div></main>
`;

function directive(given, providers = [provideRolescope(given)]) {
  const scope = signal("S2");
  const mode = signal("hide");
  const fixture = show(DIRECTIVE, () => ({ scope, mode }), providers);
  return { scope, mode, fixture, text: () => fixture.nativeElement.textContent.trim(), settled: () => fixture.whenStable() };
}

test("*rolescopeCan: the content, or the other template with the decision; it follows updates and the scope", async () => {
  const { session, allow, deny } = both();
  const { scope, text, settled } = directive(session);
  assert.deepEqual([focusable(), text()], [[], "no-grant"]);
  allow();
  await settled();
  assert.deepEqual([focusable(), text()], [["Order"], "Order"]);
  scope.set("S1");
  await settled();
  assert.deepEqual([focusable(), text()], [[], "not-started"]);
  scope.set("nowhere");
  await settled();
  assert.deepEqual([focusable(), text()], [[], "outside-snapshot"]);
  scope.set("S2");
  await settled();
  assert.deepEqual(focusable(), ["Order"]);
  deny();
  await settled();
  assert.deepEqual(focusable(), []);
});

test("the content stays the same while the answer does", async () => {
  const { session, allow } = both();
  allow();
  const { settled } = directive(session);
  const button = document.querySelector("button");
  allow();
  await settled();
  assert.equal(document.querySelector("button"), button);
});

test("the end of a role is followed at its time", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: T0 + HOUR });
  const { catalog, snapshot } = world({ start: T0 + HOUR });
  const { scope, fixture } = directive(Session.load(catalog, snapshot));
  scope.set("S1");
  fixture.detectChanges();
  assert.deepEqual(focusable(), ["Order"]);
  t.mock.timers.tick(HOUR);
  fixture.detectChanges();
  assert.deepEqual(focusable(), []);
});

test("mode disable: the content is there and inert; not without a session; another mode hides", async () => {
  const { session, allow } = both();
  const given = signal(session);
  const { mode, settled } = directive(given, [provideRolescope(given)]);
  mode.set("disable");
  await settled();
  assert.equal(document.querySelector("button").inert, true);
  allow();
  await settled();
  assert.equal(document.querySelector("button").inert, false);
  given.set(undefined);
  await settled();
  assert.equal(document.querySelector("button"), null);
  given.set(both().session);
  mode.set("nonsense");
  await settled();
  assert.equal(document.querySelector("button"), null);
});

for (const kind of ["hide", "disable"]) {
  test(`${kind}: when what has the focus goes, the focus goes to what is around it, and that is said`, async () => {
    const { session, allow, deny } = both();
    allow();
    const { mode, settled } = directive(session);
    mode.set(kind);
    await settled();
    document.querySelector("button").focus();
    deny();
    await settled();
    await assertLeft("#group");
  });
}

test("without a provider, and without a session, everything is denied", async () => {
  for (const providers of [[], [provideRolescope(undefined)], [provideRolescope(() => null)]]) {
    const fields = () => ({ can: injectCan("stock.items.read", "S1"), why: injectDecision("stock.items.read", "S1"), pages: injectPages("S1"), session: injectSession() });
    const { componentInstance } = show("", fields, providers);
    assert.equal(componentInstance.can(), false);
    assert.equal(componentInstance.why(), undefined);
    assert.deepEqual(componentInstance.pages(), []);
    assert.equal(componentInstance.session() ?? undefined, undefined);
    TestBed.resetTestingModule();
    assert.deepEqual([directive(undefined, providers), focusable()][1], []);
    TestBed.resetTestingModule();
  }
});

test("signals: the session's own answers, at the scope given or the one around, and they follow", () => {
  const { session, allow } = both();
  const around = signal("S2");
  const fields = () => ({
    can: injectCan("stock.items.order"),
    elsewhere: injectCan("stock.items.order", () => "S1"),
    why: injectDecision("stock.items.order"),
    pages: injectPages(),
    session: injectSession(),
  });
  const { componentInstance: app } = show("", fields, [provideRolescope(session), provideScope(around)]);
  assert.equal(app.session(), session);
  assert.equal(app.can(), false);
  allow();
  assert.deepEqual([app.can(), app.elsewhere()], [true, false]);
  assert.equal(app.why(), session.check("stock.items.order", "S2"));
  assert.equal(app.pages(), session.pages("S2"));
  around.set("S1");
  assert.equal(app.can(), false);
  around.set(undefined);
  assert.equal(app.can(), false, "no scope");
});

test("a session that comes later, goes and changes is followed; none is left behind", async () => {
  let heard = 0;
  const counted = (session) => ({
    subscribe: (listener) => ((stop) => (heard++, () => (heard--, stop())))(session.subscribe(listener)),
    check: (...asked) => session.check(...asked),
  });
  const { session, allow } = both();
  allow();
  const given = signal(undefined);
  const { settled } = directive(given, [provideRolescope(given)]);
  assert.deepEqual([focusable(), heard], [[], 0]);
  given.set(counted(session));
  await settled();
  assert.deepEqual([focusable(), heard], [["Order"], 1]);
  given.set(counted(world().session));
  await settled();
  assert.deepEqual([focusable(), heard], [[], 1]);
  TestBed.resetTestingModule();
  assert.equal(heard, 0);
});

test("the app of the document", async () => {
  const { session, snapshot } = account("studio-viewer");
  globalThis.exampleSession = session;
  const [text] = blocks("angular", "ts");
  const own = /import \{ session \} from ".\/session";/;
  assert.match(text, own);
  const { code } = await transform(text.replace(own, "const session = globalThis.exampleSession;").replace("bootstrapApplication(App", "export const app = await bootstrapApplication(App"), {
    loader: "ts",
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
  });
  const root = document.body.appendChild(document.createElement("app-root"));
  const { app } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  await app.whenStable();
  const main = root.querySelector("main");
  assert.ok(root.querySelector('nav a[href="/develop/studio/flows"]'));
  assert.deepEqual(focusable(main), []);
  assert.equal(session.check("studio.flows.update", "AC1").reason, "no-grant");
  assert.equal(main.querySelector("p").textContent, "Your role does not include this.");
  session.update(snapshot("studio-admin"));
  await app.whenStable();
  assert.deepEqual(focusable(main), ["Delete", "Edit", "New"]);
  app.destroy();
});
