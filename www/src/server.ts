import { Catalog, Directory } from "rolescope";
import { NO_EDITS, editedText, type Edits } from "./edits";
import type { TenantText } from "./tenant-text";
import type { VendorId } from "./vendors";

/**
 * Stands for the server. It holds the whole tenant, answers the questions that a server asks before
 * it acts, and writes the snapshot text that is all the console ever loads.
 */
export class TenantServer {
  readonly catalog: Catalog;
  readonly sample: TenantText;
  #edits: Edits = NO_EDITS;
  #revision: number;
  #directory: Directory;

  constructor(vendor: VendorId, sample: TenantText) {
    this.catalog = Catalog.builtin(vendor);
    this.sample = sample;
    this.#revision = sample.revision ?? 1;
    this.#directory = Directory.parse(this.catalog, JSON.stringify(sample));
  }

  get directory(): Directory {
    return this.#directory;
  }

  /** Writes the edits into the data and reads it again. Throws on a text that the engine refuses; then nothing has changed. */
  edit(edits: Edits): void {
    if (JSON.stringify(edits) === JSON.stringify(this.#edits)) return;
    const revision = this.#revision + 1;
    this.#directory = Directory.parse(this.catalog, JSON.stringify(editedText(this.sample, edits, revision)));
    this.#revision = revision;
    this.#edits = edits;
  }

  knows(principal: string): boolean {
    return this.#directory.principals().some((known) => known.id === principal);
  }

  snapshot(principal: string): string {
    return this.#directory.snapshot(principal);
  }
}
