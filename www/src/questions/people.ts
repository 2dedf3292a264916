import { fold } from "../parts/fold";
import { NAMES } from "./names";
import type { Random } from "./random";

export interface Person {
  id: string;
  name: string;
  email: string;
}

/** Every combination of a first and a last name that are common in the same place. */
function combinations(): string[][] {
  return NAMES.flatMap(([first, last]) => first.split(" ").flatMap((given) => last.split(" ").map((family) => [given, family])));
}

/** Ten thousand people, no two of one name. `idOf` makes an id of an email's first part. */
export function makePeople(count: number, random: Random, domain: string, idOf: (handle: string) => string): Person[] {
  const names = combinations();
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    // One step of a shuffle for each person.
    const other = index + random.below(names.length - index);
    [names[index], names[other]] = [names[other]!, names[index]!];
    const name = names[index]!.join(" ");
    const plain = fold(names[index]!.join(".")).replace(/[^a-z.-]/g, "");
    // Two names can be one without their marks.
    let handle = plain;
    for (let more = 2; taken.has(handle); more += 1) handle = `${plain}.${more}`;
    taken.add(handle);
    return { id: idOf(handle), name, email: `${handle}@${domain}` };
  });
}
