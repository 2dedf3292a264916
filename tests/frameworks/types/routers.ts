// What must compile with the types of the routers, and what must not.
import { createRootRoute, createRouter as createTanStack, redirect } from "@tanstack/react-router";
import { createBrowserRouter, type LoaderFunction, type MiddlewareFunction } from "react-router";
import { Catalog, Directory, type ReasonCode, Session } from "rolescope";
import { keepInStorage, loadSigned, onExpiring, shareAcrossTabs, signSnapshot, updateSigned, verifySnapshot } from "rolescope/live";
import { guard, type GuardRoute, type Verdict } from "rolescope/router";
import { reactRouter } from "rolescope/router/react";
import { tanstackRouter } from "rolescope/router/tanstack";
import { vueRouter } from "rolescope/router/vue";
import { createRouter, createWebHistory } from "vue-router";

const catalog = Catalog.builtin("twilio");
const session = Session.load(catalog, "{}");
const team = Session.load(Catalog.parse("{}"), "{}");

const check = guard(session, [{ path: "/accounts/:account/*", scope: ":account" }, { path: "/flows", page: "studio-flows", scope: ({ account }) => account }], {
  redirect: (denied, from) => `/why?${denied.reason}${from}`,
});
const verdict: Verdict = check("/flows", "AC1");
const reason: ReasonCode = check("/flows", { scope: "AC1", params: {}, pattern: "/flows" }).reason;
guard(() => (verdict.allowed ? session : undefined), { "/flows": { page: "studio-flows" }, "/login": { open: true } });
guard(Directory.parse(catalog, "{}").session("US1"), []);
guard(team, [{ path: "/x", page: "whatever" }] satisfies GuardRoute[]);

// @ts-expect-error: no page has this id
guard(session, [{ path: "/flows", page: "studio-flow-list" }]);
// @ts-expect-error: a route has no field of this name
guard(session, [{ path: "/flows", pages: "studio-flows" }]);
// @ts-expect-error: a route needs a path
guard(session, [{ page: "studio-flows" }]);
// @ts-expect-error: a guard needs a session
guard(null, []);

const gate = reactRouter(check, { basename: "/console" });
const middleware: MiddlewareFunction = gate;
const loader: LoaderFunction = (args) => gate(args) ?? null;
const stop: () => void = gate.watch(createBrowserRouter([{ path: "/", middleware: [gate], loader }]));
vueRouter(check, createRouter({ history: createWebHistory(), routes: [] }))();
const tanstack = tanstackRouter(check, redirect);
const root = createRootRoute({ beforeLoad: tanstack });
tanstack.watch(createTanStack({ routeTree: root }));

const key: CryptoKey = await crypto.subtle.importKey("jwk", {}, "Ed25519", false, ["verify"]);
const text: string | Uint8Array = await verifySnapshot("{}", null, [key, { kty: "OKP" }], { required: false });
const loaded: typeof session = await loadSigned((text) => Session.load(catalog, text), text, "jws", { keys: [] });
await updateSigned(session, text, "jws", key);
const store = keepInStorage({ principal: "US1", catalog, storage: sessionStorage, keys: key });
const kept: typeof session | undefined = await store.load((text) => Session.load(catalog, text));
shareAcrossTabs(session, { channel: new BroadcastChannel("x"), store, keys: key });
onExpiring(session, { before: 1000 }, ({ left }) => left.toFixed());
const signature: string = await signSnapshot("{}", key, { kid: "1" });
// @ts-expect-error: plain data cannot be verified
await verifySnapshot({}, "jws", key);
// @ts-expect-error: keys must be given
await verifySnapshot("{}", "jws");

export { kept, loaded, middleware, reason, signature, stop };
