import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { RolescopeProvider, ScopeProvider } from "rolescope/react";
import { Context, hrefFrom, principalName, scopeName, useMedia, useModel, type ConsoleContext, type Question, type Said } from "./state/context";
import type { ConsoleModel, ConsoleState } from "./state/model";
import { countPages, navigation } from "./console/pages";
import { plural } from "./parts/reasons";
import { Header, VendorSwitch } from "./shell/Header";
import { HiddenPages } from "./console/HiddenPages";
import { Icon } from "./parts/Icon";
import { Inspector } from "./shell/Inspector";
import { Message } from "./parts/Message";
import { Navigation } from "./console/Navigation";
import { SectionBody } from "./shell/SectionBody";
import { SectionNav } from "./shell/SectionNav";
import { sectionOf } from "./state/sections";
import { People } from "./shell/People";
import { ScopeTree } from "./console/ScopeTree";
import { Sheet } from "./parts/Sheet";
import { WhyPanel } from "./why/WhyPanel";

const HOW = "Here the server is simulated: a Directory writes a snapshot as text, and the console loads it as a Session.";

/** Long enough to read two lines. */
const TOAST_MS = 6000;

type Open = "menu" | "switch" | "hidden" | "why" | null;

export function App({ model }: { model: ConsoleModel }) {
  const state = useModel(model);
  return (
    <RolescopeProvider session={state.session}>
      <ScopeProvider scope={state.place.scope}>
        <Shell model={model} state={state} />
      </ScopeProvider>
    </RolescopeProvider>
  );
}

function Shell({ model, state }: { model: ConsoleModel; state: ConsoleState }) {
  const { place, vendor } = state;
  const [question, setQuestion] = useState<Question | null>(null);
  const [open, setOpen] = useState<Open>(null);
  const [toast, setToast] = useState<Said>("");
  const compact = useMedia("(max-width: 719px)");
  const wide = useMedia("(min-width: 1180px)");
  const main = useRef<HTMLElement>(null);
  const saidThere = useRef<Said>("");
  const section = sectionOf(place.page);
  const withRail = section.id === "console" || section.id === "access";
  /** The reasons stand beside the console on a wide screen; elsewhere they open in a sheet. */
  const besides = wide && section.id === "console";
  const close = useCallback(() => setOpen(null), []);

  const context = useMemo<ConsoleContext>(
    () => ({
      ...state,
      wide,
      question,
      ask: (next) => {
        setQuestion(next);
        if (next && !besides) setOpen("why");
      },
      say: setToast,
      hrefTo: (to) => hrefFrom(place, to),
      goTo: (to, said = "") => {
        saidThere.current = said;
        model.go(hrefFrom(place, to));
      },
      becomes: (to) => model.go(hrefFrom(place, to), true),
    }),
    [state, place, question, wide, besides, model],
  );

  // On another page a question about this one has no place.
  useEffect(() => setQuestion(null), [vendor.id, place.page]);
  useEffect(() => {
    setToast(saidThere.current);
    saidThere.current = "";
  }, [state.step]);
  useEffect(() => {
    const timer = setTimeout(() => setToast(""), TOAST_MS);
    return () => clearTimeout(timer);
  }, [toast]);
  useEffect(() => setOpen(null), [place.page, compact, wide]);
  // Before it is painted, so that no frame has one vendor's page in another one's colours.
  useLayoutEffect(() => {
    document.documentElement.dataset.vendor = vendor.id;
  }, [vendor.id]);
  useEffect(() => {
    document.title = `${pageTitle(state)} · ${vendor.tenantName} · rolescope`;
  }, [state, vendor]);
  const onOpen = useFocusOnNewPage(state, main);

  return (
    <Context value={context}>
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        Skip to the page
      </button>
      <Header compact={compact} onOpenMenu={() => setOpen("menu")} onOpenSwitch={() => setOpen("switch")} />
      <SectionNav />
      <div className={`body body-${section.id}`}>
        {!compact && withRail && (
          <div className="rail">
            <section aria-labelledby="scope-heading">
              <h2 id="scope-heading" className="rail-heading">
                Scope
              </h2>
              <ScopeTree />
            </section>
            <nav aria-labelledby="pages-heading">
              <h2 id="pages-heading" className="rail-heading">
                Pages
              </h2>
              <Navigation onShowHidden={() => setOpen("hidden")} />
            </nav>
          </div>
        )}
        <main ref={main} tabIndex={-1}>
          {state.refusal && (
            <p className="note">
              The saved changes in this link were refused: <Message text={state.refusal} />
            </p>
          )}
          <SectionBody onOpen={onOpen} />
        </main>
        {withRail && <Inspector note={compact ? HOW : ""} />}
      </div>
      <footer className="advice">
        <Icon name="shield" />
        <p>
          <strong>rolescope advises this interface; the server enforces.</strong>{" "}
          <span className="how">{HOW}</span>
        </p>
      </footer>

      <Sheet title="Pages" side="left" open={open === "menu"} onClose={close}>
        <nav aria-label="Pages">
          <Navigation onShowHidden={() => setOpen("hidden")} />
        </nav>
      </Sheet>
      <Sheet
        title={compact ? "Who, where, which console" : "Sign in as"}
        side="right"
        open={open === "switch"}
        onClose={close}
        // On a phone the vendors and the scopes come first, and are looked at first.
        {...(!compact && { shows: ".person[aria-current]" })}
      >
        {compact && (
          <>
            <VendorSwitch onChoose={close} />
            <h3>Scope</h3>
            <ScopeTree onChoose={close} />
            <h3>Sign in as</h3>
          </>
        )}
        <People onChoose={close} />
      </Sheet>
      <Sheet title="Hidden pages" side="right" open={open === "hidden"} onClose={close}>
        <HiddenPages onLeave={close} />
      </Sheet>
      <Sheet title="Why?" side="right" open={open === "why"} onClose={close}>
        <WhyPanel />
      </Sheet>

      <p className="sr-only" role="status">
        {announcement(state)}
      </p>
      <div className="toast" role="status">
        {toast && (
          <p className={typeof toast === "string" ? undefined : "toast-refused"}>
            <Icon name={typeof toast === "string" ? "check" : "ban"} />
            {typeof toast === "string" ? toast : toast.refused}
          </p>
        )}
      </div>
    </Context>
  );
}

function pageTitle({ session, place }: ConsoleState): string {
  if (place.page === "") return "Overview";
  const section = sectionOf(place.page);
  if (section.id !== "console") return section.title;
  const page = session.page(place.page, place.scope);
  return page.state === "visible" ? page.title : "Not available";
}

/** What changed, for those who do not see the navigation change. */
function announcement(state: ConsoleState): string {
  const { session, place } = state;
  const counts = countPages(navigation(session, place.scope));
  const pages = `${plural(counts.visible, "page")} open, ${counts.disabled} disabled, ${counts.hidden} hidden`;
  return `${pageTitle(state)}. ${principalName(state)} at ${scopeName(state, place.scope)}: ${pages}.`;
}

/**
 * A new page takes the focus to its heading, as a document load would. So does a step that takes away the link that was
 * pressed, as a story does that changes the person. A new person, scope or vendor alone does not: the focus stays on what
 * was switched. Gives what to call when a section that had to be fetched is there.
 */
function useFocusOnNewPage({ place }: ConsoleState, main: React.RefObject<HTMLElement | null>): () => void {
  const before = useRef(place);
  const awaited = useRef(false);
  const focused = useRef<Element | null>(null);
  useEffect(() => {
    const note = () => (focused.current = document.activeElement);
    addEventListener("focusin", note);
    return () => removeEventListener("focusin", note);
  }, []);
  const arrive = useCallback(() => {
    const heading = main.current?.querySelector("h1");
    if (!awaited.current || !heading) return;
    awaited.current = false;
    const part = main.current?.querySelector<HTMLElement>("[data-begins]");
    (part ?? heading).focus({ preventScroll: true });
    if (part) part.scrollIntoView();
    else scrollTo(0, 0);
  }, [main]);
  useEffect(() => {
    const from = before.current;
    before.current = place;
    if (from.vendor !== place.vendor) scrollTo(0, 0);
    // What has a better place for the focus has put it there by now.
    const lost = document.activeElement === document.body && focused.current?.isConnected === false;
    awaited.current = lost || (from.vendor === place.vendor && from.page !== place.page);
    arrive();
  }, [place, arrive]);
  return arrive;
}
