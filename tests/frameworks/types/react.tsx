import { Catalog, Directory, Session, type BuiltinNames, type Decision, type PageState } from "rolescope";
import { Catalog as SmallCatalog, Session as SmallSession } from "rolescope/session";
import { Can, createRolescope, RolescopeProvider, ScopeProvider, useCan, useDecision, usePages, useSession, type CanProps } from "rolescope/react";

const catalog = Catalog.builtin("twilio");
const session = Session.load(catalog, {});
const typed = createRolescope(catalog);
const named = createRolescope<BuiltinNames["twilio"]>();
const smallTyped = createRolescope(SmallCatalog.builtin("twilio"));

export function Good() {
  const can: boolean = typed.useCan("studio.flows.read");
  const decision: Decision = typed.useDecision("studio.flows.read", "AC1");
  const pages: PageState<BuiltinNames["twilio"]>[] = typed.usePages();
  const current: SmallSession<BuiltinNames["twilio"]> | null = typed.useSession();
  named.useCan("studio.flows.read", null);
  smallTyped.useCan("studio.flows.read", null);
  current?.can("studio.flows.read", "AC1");
  // A session of the smaller entry will do.
  const small = <typed.RolescopeProvider session={SmallSession.load(SmallCatalog.builtin("twilio"), {})} />;
  for (const page of pages) for (const id of page.missing) typed.useCan(id);
  return (
    <typed.RolescopeProvider session={session} serverSession={session}>
      <typed.ScopeProvider scope={null}>
        {String(can) + decision.message}
        {small}
        <typed.Can permission="studio.flows.read">text</typed.Can>
        <typed.Can permission="studio.flows.read" scope={undefined} fallback={<p />}>
          <p />
          <p />
        </typed.Can>
        <typed.Can permission="studio.flows.read" fallback={(_, { message }) => message}>
          {() => <p />}
        </typed.Can>
        <typed.Can permission="studio.flows.read" passThrough>
          {(allowed: boolean, { reason }: Decision) => <button disabled={!allowed}>{reason}</button>}
        </typed.Can>
      </typed.ScopeProvider>
    </typed.RolescopeProvider>
  );
}

// A team's own catalog: any string.
export function Own(props: { session: Session | null; narrow: typeof session }) {
  const pages: PageState[] = usePages("S1");
  const current: SmallSession | null = useSession();
  return (
    <RolescopeProvider session={props.session}>
      <RolescopeProvider session={props.narrow} />
      <RolescopeProvider session={Directory.parse(catalog, {}).session("ann")} />
      <ScopeProvider scope="S1">
        <Can permission="tills.drawer.open">{String(useCan("tills.drawer.open")) + useDecision("tills.drawer.open", "S1").allowed + pages.length + current}</Can>
      </ScopeProvider>
    </RolescopeProvider>
  );
}

export function Bad() {
  // @ts-expect-error a misspelt permission
  typed.useCan("studio.flows.reed");
  // @ts-expect-error a misspelt permission
  named.useCan("studio.flows.reed");
  // @ts-expect-error a misspelt permission, by a catalog of the smaller entry
  smallTyped.useCan("studio.flows.reed");
  // @ts-expect-error a permission of another catalog
  typed.useDecision("project.content.edit");
  // @ts-expect-error no permission
  useCan();
  // @ts-expect-error no permission
  useDecision();
  // @ts-expect-error a scope is a string
  usePages(5);
  // @ts-expect-error a misspelt permission
  const misspelt = <typed.Can permission="studio.flows.reed" />;
  // @ts-expect-error no permission
  const missing = <Can>text</Can>;
  // @ts-expect-error a scope provider needs to be told what it is that it does not know: null
  const unscoped = <ScopeProvider>text</ScopeProvider>;
  // @ts-expect-error a provider without a session
  const nobody = <RolescopeProvider>text</RolescopeProvider>;
  // @ts-expect-error a session of another catalog
  const other = <typed.RolescopeProvider session={Session.load(Catalog.builtin("voiceflow"), {})} />;
  // @ts-expect-error with passThrough the children are a function
  const plain = <Can permission="tills.drawer.open" passThrough>text</Can>;
  // @ts-expect-error a session may be null
  typed.useSession().can("studio.flows.read", "AC1");
  return [misspelt, missing, unscoped, nobody, other, plain];
}

export const props: CanProps<BuiltinNames["twilio"]> = { permission: "studio.flows.read" };
