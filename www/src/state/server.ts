import { Catalog, Directory, type Change, type Resource, type Seat, type Simulation } from "rolescope/slim";
import { sameSets, type ChangeSet } from "./changes";
import type { TenantText } from "./tenant-text";
import type { VendorId } from "./vendor-id";

/**
 * Stands for the server. It holds the whole tenant, makes the change sets that it is sent, answers the
 * questions that a server asks before it acts, and writes the snapshot text that is all the console ever loads.
 */
export class TenantServer {
  readonly catalog: Catalog;
  readonly #sample: TenantText;
  #saved: readonly ChangeSet[] = [];
  #directory: Directory;
  /** The data before each saved change set, as far as somebody has asked. */
  #before = new Map<number, Directory>();
  #resources: { revision: number; types: Map<string, string> } | null = null;

  constructor(vendor: VendorId, sample: TenantText) {
    this.catalog = Catalog.builtin(vendor);
    this.#sample = sample;
    this.#directory = this.#fresh(sample.revision ?? 1);
  }

  get saved(): readonly ChangeSet[] {
    return this.#saved;
  }

  get directory(): Directory {
    return this.#directory;
  }

  /** The data with these change sets made. Throws where the engine refuses one; then nothing has changed. */
  replay(saved: readonly ChangeSet[]): void {
    if (sameSets(saved, this.#saved)) return;
    const last = saved.at(-1);
    if (last && sameSets(saved.slice(0, -1), this.#saved)) {
      make(this.#directory, last);
    } else {
      this.#before.clear();
      // Taken back, or another link: from the sample on, at a later revision, so that sessions take it.
      const directory = this.#fresh(this.#directory.revision + 1);
      for (const set of saved) make(directory, set);
      this.#directory = directory;
    }
    this.#saved = saved;
  }

  /** What a change set would do. Nothing changes. */
  simulate(changes: readonly Change[], by: string | undefined, diffLimit = 0): Simulation {
    return this.#directory.simulate(changes, { ...(by !== undefined && { by }), diffLimit });
  }

  /** The data as they were before the change set at this place among the saved ones. To be asked, not changed. */
  directoryBefore(index: number): Directory {
    const count = Math.min(Math.max(index, 0), this.#saved.length);
    let directory = this.#before.get(count);
    if (!directory) {
      directory = this.#fresh(this.#sample.revision ?? 1);
      for (const set of this.#saved.slice(0, count)) make(directory, set);
      this.#before.set(count, directory);
    }
    return directory;
  }

  /** The seats at a scope if a change set were made that the engine would take. */
  seatsAfter(changes: readonly Change[], by: string | undefined, scopes: readonly string[]): Map<string, Seat[]> {
    const trial = Directory.parse(this.catalog, this.#directory.toJSON());
    make(trial, { changes, by });
    const left = new Set(trial.scopes().map((scope) => scope.id));
    return new Map(scopes.filter((scope) => left.has(scope)).map((scope) => [scope, trial.seats(scope)]));
  }

  /** The resources that a role may name; none for a role that names none. */
  resourcesFor(role: string): Resource[] {
    const type = this.#resourceTypes().get(role);
    return type ? this.#directory.scopes().flatMap((scope) => (scope.type === type ? [{ type, id: scope.id }] : [])) : [];
  }

  knows(principal: string): boolean {
    return this.#directory.principals().some((known) => known.id === principal);
  }

  snapshot(principal: string): string {
    return this.#directory.snapshot(principal);
  }

  /** The texts are long, so they are read once for each revision. */
  #resourceTypes(): Map<string, string> {
    const { revision } = this.#directory;
    if (this.#resources?.revision !== revision) {
      const texts = [this.catalog.toJSON(), this.#directory.toJSON()] as { roles?: { id: string; resource?: string }[] }[];
      const roles = texts.flatMap((text) => text.roles ?? []);
      this.#resources = { revision, types: new Map(roles.flatMap(({ id, resource }) => (resource ? [[id, resource] as const] : []))) };
    }
    return this.#resources.types;
  }

  #fresh(revision: number): Directory {
    return Directory.parse(this.catalog, JSON.stringify({ ...this.#sample, revision }));
  }
}

function make(directory: Directory, { changes, by, at }: ChangeSet): void {
  directory.apply(changes, { ...(by !== undefined && { by }), ...(at !== undefined && { at }) });
}
