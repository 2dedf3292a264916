// Before anything is timed, everybody must give the same answers.

/** A contestant with its questions in its own words; translating them is not timed. */
export async function enter(contestant, world, asked) {
  const created = await contestant.create(world);
  const translate = (list, ask) => (ask ? list.map(ask) : list);
  return {
    id: contestant.id,
    label: contestant.label,
    async: contestant.async ?? false,
    slow: contestant.slow ?? false,
    can: created.can,
    permissions: translate(asked.permissions, created.askPermission),
    scopes: translate(asked.scopes, created.askScope),
  };
}

/** Compares the first `count` answers; throws at the first difference. Returns how many were compared. */
export async function agree(contestants, asked, count) {
  for (const contestant of contestants) {
    for (let i = 0; i < count; i++) {
      const answer = await contestant.can(contestant.permissions[i], contestant.scopes[i]);
      if (answer === asked.answers[i]) continue;
      throw new Error(
        `${contestant.id} answers ${answer} to \`${asked.permissions[i]}\` at \`${asked.scopes[i]}\`; the others answer ${asked.answers[i]}`,
      );
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
