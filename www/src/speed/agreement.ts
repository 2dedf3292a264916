import { plainPages } from "../../../benches/js/contestants/plain.mjs";
import type { Contestant } from "./contestants";
import type { Pace } from "./pace";
import type { Page, World } from "./world";

export interface Agreement {
  questions: number;
  contestants: number;
  /** Scopes at which the navigation was compared with the one by hand. */
  pagesAt: number;
  /** Who answered otherwise, and how often; empty: all agree. */
  differences: string[];
}

const AT_ONCE = 4096;
const EVERY_NTH_SCOPE = 8;

/** Whether everybody gives the same answers. Numbers of contestants that disagree would compare nothing. */
export async function agree(contestants: readonly Contestant[], world: World, pace: Pace): Promise<Agreement> {
  const differences: string[] = [];
  for (const { label, can, permissions, rehearsed, answers } of contestants) {
    let others = 0;
    for (let i = 0; i < answers.length; i++) {
      if (can(permissions[i]!, rehearsed[i]) !== answers[i]) others++;
      if (i % AT_ONCE === AT_ONCE - 1) await pace.breathe();
    }
    if (others > 0) differences.push(`${label}: ${others} of ${answers.length} answers differ`);
  }
  const session = world.load();
  const byHand: (scope: string) => Page[] = plainPages(world.plain());
  const scopes = world.scopes.filter((_, i) => i % EVERY_NTH_SCOPE === 0);
  let others = 0;
  for (const [i, scope] of scopes.entries()) {
    if (text(session.pages(scope) as Page[]) !== text(byHand(scope))) others++;
    if (i % EVERY_NTH_SCOPE === 0) await pace.breathe();
  }
  if (others > 0) differences.push(`session.pages: the navigation differs at ${others} of ${scopes.length} scopes`);
  return { questions: world.asked.answers.length, contestants: contestants.length, pagesAt: scopes.length, differences };
}

function text(pages: readonly Page[]): string {
  return JSON.stringify(pages.map(({ id, path, title, state, children }) => [id, path, title, state, text(children)]));
}
