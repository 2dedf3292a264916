import type { Page } from "rolescope/slim";
import { useConsole } from "../state/context";
import { PageCards } from "./PageCards";
import { findPage, leaves, navigation } from "./pages";
import { sampleOf } from "./samples";
import { ActionBar } from "./ActionBar";
import { Icon } from "../parts/Icon";
import { NotAvailable } from "./NotAvailable";
import { Overview } from "./Overview";
import { PageHead } from "./PageHead";
import { SampleTable } from "./SampleTable";

/** The main area: the overview, a page, a group of pages, or the body that says why there is none. */
export function PageBody() {
  const { session, server, place } = useConsole();
  if (place.page === "") return <Overview />;
  const page = session.page(place.page, place.scope);
  const entry = server.catalog.pages().find((known) => known.id === page.id);
  if (page.state !== "visible" || !entry) return <NotAvailable page={page} />;
  const children = findPage(navigation(session, place.scope), page.id)?.children ?? [];
  return (
    <article className="page">
      <PageHead title={page.title} page={page} />
      {children.length > 0 ? <PageCards pages={leaves(children).filter(({ state }) => state === "visible")} /> : <Leaf entry={entry} />}
    </article>
  );
}

function Leaf({ entry }: { entry: Page }) {
  const { vendor } = useConsole();
  const sample = sampleOf(vendor.id, entry.id);
  return (
    <>
      {sample && <p className="lead">{sample.about}</p>}
      <ActionBar entry={entry} withTable={sample !== undefined} />
      {sample ? (
        <SampleTable entry={entry} sample={sample} />
      ) : (
        <div className="empty">
          <Icon name="box" />
          <p>Nothing here yet in the sample data. The buttons above are real decisions all the same.</p>
        </div>
      )}
    </>
  );
}
