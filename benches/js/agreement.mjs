// Before anything is timed, everybody must give the same answers.

/** A contestant with its questions in its own words, translated and put in order before anything is timed. */
export async function enter(contestant, world, asked) {
  const created = await contestant.create(world);
  const { permissions, scopes, rehearsed, answers } = contestant.byScope ? orderedByScope(asked) : asked;
  const askPermission = created.askPermission ?? ((permission) => permission);
  const askScope = created.askScope ?? ((scope) => scope);
  return {
    id: contestant.id,
    label: contestant.label,
    async: contestant.async ?? false,
    slow: contestant.slow ?? false,
    can: created.can,
    permissions: permissions.map(askPermission),
    scopes: scopes.map(askScope),
    rehearsed: rehearsed.map(askScope),
    answers,
  };
}

/** The same questions for those that are held at one scope and asked many times there. */
function orderedByScope(asked) {
  const first = new Map();
  for (const scope of asked.scopes) if (!first.has(scope)) first.set(scope, first.size);
  const order = asked.scopes.map((_, i) => i).sort((a, b) => first.get(asked.scopes[a]) - first.get(asked.scopes[b]) || a - b);
  return Object.fromEntries(Object.entries(asked).map(([name, list]) => [name, order.map((i) => list[i])]));
}

/** Compares the first `count` answers; throws at the first difference. Returns how many were compared. */
export async function agree(contestants, count) {
  for (const contestant of contestants) {
    for (let i = 0; i < count; i++) {
      const answer = await contestant.can(contestant.permissions[i], contestant.rehearsed[i]);
      if (answer === contestant.answers[i]) continue;
      const question = JSON.stringify([contestant.permissions[i], contestant.rehearsed[i]]);
      throw new Error(`${contestant.id} answers ${answer} to ${question}; the others answer ${contestant.answers[i]}`);
    }
  }
  return count;
}

/** Compares two values that must be equal as data. */
export function same(what, left, right) {
  const [a, b] = [JSON.stringify(left), JSON.stringify(right)];
  if (a === b) return;
  const at = [...a].findIndex((character, i) => character !== b[i]);
  throw new Error(`${what} differ: …${a.slice(Math.max(0, at - 60), at + 60)}… and …${b.slice(Math.max(0, at - 60), at + 60)}…`);
}
