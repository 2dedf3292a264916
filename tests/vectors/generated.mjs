// Puts the generated questions to the public JavaScript API. It imports nothing, so the same file runs in Node and in a
// browser. It asks what tests/support/generated.rs asks, in the same order. README.md describes the file.

const WIDTHS = { check: 1, session: 1, pages: 8, page: 8, lists: 8 };

/**
 * Asks every question of the file and compares the answers with those in it.
 *
 * @param api    `{ Catalog, Directory, Session }`
 * @param lines  the lines of generated.jsonl, parsed
 * @returns {{ count: number, differences: string[] }}
 */
export function replay(api, [{ reasons }, ...models]) {
  const differences = [];
  let count = 0;
  for (const model of models) {
    for (const [kind, answers] of Object.entries(ask(api, model, reasons))) {
      count += answers.length;
      compare(model, kind, answers, (what) => differences.push(`model ${model.seed}: ${what}`));
    }
  }
  return { count, differences };
}

function compare(model, kind, answers, differ) {
  const width = WIDTHS[kind];
  const expected = model.answers[kind];
  if (expected.length !== answers.length * width) differ(`${kind}: ${answers.length} answers, expected ${expected.length / width}`);
  answers.forEach(({ asked, kept, text }, index) => {
    const wanted = expected.slice(index * width, (index + 1) * width);
    if (kept !== wanted) differ(`${asked}: expected ${wanted}, got ${kept} for \`${text}\``);
  });
}

function ask(api, model, reasons) {
  const clock = { time: 0 };
  const now = () => clock.time;
  const catalog = api.Catalog.parse(JSON.stringify(model.catalog));
  const directory = api.Directory.parse(catalog, JSON.stringify(model.directory), { now });
  const { of: principal, at, expiresIn } = model.snapshot;
  const text = directory.snapshot(principal, expiresIn === null ? { at } : { at, expiresIn });
  const session = api.Session.load(catalog, text, { now, principal });

  const ids = (rows) => [...rows.map((row) => row.id), model.unknown];
  const names = {
    times: model.times.map((time) => time ?? NaN),
    principals: ids(model.directory.principals),
    permissions: ids(model.catalog.permissions),
    scopes: ids(model.directory.scopes),
    pages: model.asked,
  };
  const context = { api, model, reasons, clock, directory, session, names };
  return { check: askDirectory(context), session: askSession(context), pages: askPages(context), page: askPage(context), lists: askLists(context) };
}

function askDirectory({ model, reasons, clock, directory, names }) {
  const following = new Map(names.principals.map((principal) => [principal, directory.session(principal)]));
  return each(model, [names.times, names.principals, names.permissions, names.scopes], (at, principal, permission, scope) => {
    clock.time = at;
    const { reason, allowed } = directory.check(principal, permission, scope, at);
    const cans = [allowed, directory.can(principal, permission, scope, at), following.get(principal).can(permission, scope)];
    return reasonAnswer(`check(${principal}, ${permission}, ${scope}, ${at})`, reasons, reason, cans);
  });
}

function askSession({ model, reasons, clock, session, names }) {
  return each(model, [names.times, names.permissions, names.scopes], (at, permission, scope) => {
    clock.time = at;
    const { reason, allowed } = session.check(permission, scope);
    const cans = [allowed, session.can(permission, scope), session.at(scope).can(permission)];
    return reasonAnswer(`session: check(${permission}, ${scope}, ${at})`, reasons, reason, cans);
  });
}

// The navigation, of sessions that follow the directory.
function askPages({ model, clock, directory, names }) {
  const following = new Map(names.principals.map((principal) => [principal, directory.session(principal)]));
  return each(model, [names.times, names.principals, names.scopes], (at, principal, scope) => {
    clock.time = at;
    return textAnswer(`pages(${principal}, ${scope}, ${at})`, states(following.get(principal).pages(scope)));
  });
}

function askPage({ model, clock, session, names }) {
  return each(model, [names.times, names.scopes, names.pages], (at, scope, page) => {
    clock.time = at;
    return textAnswer(`page(${page}, ${scope}, ${at})`, states([session.page(page, scope)]));
  });
}

// All listings at one time are one answer.
function askLists({ model, directory, names }) {
  const { principals, permissions, scopes } = names;
  return names.times.map((at) => {
    let turn = 0;
    const listed = (firsts, seconds, list) =>
      firsts.flatMap((first) => seconds.filter(() => turn++ % model.step === 0).map((second) => `${list(first, second).join(" ")}\n`));
    const text = [
      ...listed(principals, scopes, (principal, scope) => directory.listPermissions(principal, scope, at)),
      ...listed(principals, permissions, (principal, permission) => directory.listScopes(principal, permission, at)),
      ...listed(permissions, scopes, (permission, scope) => directory.listPrincipals(permission, scope, at)),
    ];
    return textAnswer(`lists at ${at}`, text.join(""));
  });
}

/** The answers to every combination of names, or to the first of every `step`. */
function each({ step }, lists, answer) {
  let turn = 0;
  const walk = (chosen) => {
    if (chosen.length < lists.length) return lists[chosen.length].flatMap((name) => walk([...chosen, name]));
    return turn++ % step === 0 ? [answer(...chosen)] : [];
  };
  return walk([]);
}

// A reason becomes its letter. A `can` that says something else than `check` becomes a letter that no reason has.
function reasonAnswer(asked, reasons, reason, cans) {
  const place = reasons.indexOf(reason);
  const agree = place >= 0 && cans.every((can) => can === (reason === "granted"));
  return { asked, kept: agree ? String.fromCharCode("a".charCodeAt(0) + place) : "?", text: `${reason}, can: ${cans}` };
}

function textAnswer(asked, text) {
  return { asked, kept: digest(text), text };
}

// The pages in their order, each with its state, its reason and what is missing.
function states(pages) {
  return pages.map(({ id, state, reason, missing, children }) => `${id} ${state} ${reason} [${missing.join(" ")}](${states(children)})`).join("");
}

// FNV-1a over the UTF-8 bytes, in 32 bits.
function digest(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
