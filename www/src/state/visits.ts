import type { Place } from "./address";
import { pageOf, partOf, PLAYGROUND, sectionOf } from "./sections";
import type { VendorId } from "./vendor-id";

/** Where each vendor was left: who was signed in, what was saved and put together, and each section as it was seen last. */
export class Visits {
  #places = new Map<VendorId, Place>();
  #sections = new Map<string, Place>();
  /** The playground as it was last seen, with each vendor's own texts and, under no name, with others; the latest stands last. */
  #playgrounds = new Map<VendorId | "", Place["view"]>();

  note(place: Place): void {
    const section = sectionOf(place.page).id;
    this.#places.set(place.vendor, place);
    this.#sections.set(`${place.vendor} ${section}`, place);
    if (section !== "playground") return;
    const of = place.view.start ? "" : place.vendor;
    this.#playgrounds.delete(of);
    this.#playgrounds.set(of, place.view);
  }

  /** A vendor's own texts are not to be found under another vendor; others are. */
  playgroundOf(vendor: VendorId): Place["view"] {
    return [...this.#playgrounds].findLast(([of]) => of === "" || of === vendor)?.[1] ?? {};
  }

  /** A vendor as it was left, in the section of `page`; one that was never open, with its sample as it is. */
  placeOf(vendor: VendorId, page: string): Place {
    const section = sectionOf(page);
    const seen = this.#sections.get(`${vendor} ${section.id}`);
    const place = {
      ...(this.#places.get(vendor) ?? { principal: "", scope: "", saved: [], draft: [], as: "" as const, by: "" }),
      vendor,
      page: seen?.page ?? sharedPage(page),
      view: seen?.view ?? {},
    };
    return section.id === "playground" ? { ...place, page: PLAYGROUND, view: this.playgroundOf(vendor) } : place;
  }
}

/** What of a page another vendor has too: a page of the console, and what stands behind a part as in `role/owner`, is known to one only. */
function sharedPage(page: string): string {
  const section = sectionOf(page);
  const part = partOf(page);
  return section.id === "console" ? "" : pageOf(section.page, part.includes("/") ? "" : part);
}
