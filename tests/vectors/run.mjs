// Puts the questions of the vectors to the public JavaScript API. It imports nothing, so the same
// file runs in Node and in a browser. The format of a vector is described in README.md.

const BUILTIN = ["twilio", "studio", "voiceflow"];
const UNKNOWN = ["engine-lost", "stale", "wrong-principal", "outside-snapshot"];
const FIELDS = [
  "law", "catalog", "catalogText", "directory", "directoryText", "lenient", "now", "expiresIn", "refused", "issues",
  "questions", "snapshot", "snapshotText", "snapshotOf", "set", "unset", "principal", "updates",
];
const DEFAULT_NOW = "2026-01-01T00:00:00Z";

/**
 * Runs vectors and returns every difference, an empty list when there is none.
 *
 * @param api       `{ Catalog, Directory, Session, RolescopeError }`
 * @param vectors   the vectors of one or more files
 * @param catalogs  text of the catalogs that vectors name and the package does not ship: `{ retail: "…" }`
 * @returns {{ law: string, what: string, expected: unknown, got: unknown }[]}
 */
export function run(api, vectors, catalogs = {}) {
  const differences = [];
  for (const vector of vectors) {
    const differ = (what, expected, got) => {
      differences.push({ law: vector.law, what, expected, got });
    };
    try {
      runVector(api, vector, catalogs, differ);
    } catch (error) {
      differ("no exception", "none", error instanceof Error ? `${error.name}: ${error.message}` : error);
    }
  }
  return differences;
}

function runVector(api, vector, catalogs, differ) {
  const strange = Object.keys(vector).filter((field) => !FIELDS.includes(field));
  if (strange.length > 0) differ("fields", "known ones", strange);
  if (!["refused", "issues", "questions", "updates"].some((field) => vector[field] !== undefined)) {
    differ("expectations", "at least one", "none");
  }

  const clock = { time: toTime(vector.now ?? DEFAULT_NOW) };
  const now = () => clock.time;
  const load = (parse) => loadOrRefuse(api, parse);
  const refused = (outcome) => {
    if (outcome.issues === undefined) return false;
    const errors = outcome.issues.filter((issue) => issue.severity === "error");
    compareIssues("refused", vector.refused ?? [], errors, differ);
    return true;
  };
  const askEach = (questions, asked) => {
    for (const question of questions ?? []) ask(question, { ...asked, clock, start: now(), differ });
  };

  const catalog = load(() => openCatalog(api, vector, catalogs));
  if (refused(catalog)) return;
  let directory;
  if (vector.directory !== undefined || vector.directoryText !== undefined) {
    const text = vector.directoryText ?? JSON.stringify(vector.directory);
    directory = load(() => api.Directory.parse(catalog.value, text, { lenient: vector.lenient === true, now }));
    if (refused(directory)) return;
    if (vector.issues !== undefined) compareIssues("issues", vector.issues, directory.value.issues, differ);
  }

  const open = (source) => openCatalog(api, { catalog: source }, catalogs);
  const asked = { catalog: catalog.value, directory: directory?.value, open, load };
  const snapshot = snapshotText(vector, asked, now());
  if (snapshot === undefined) {
    if (vector.refused !== undefined) return differ("refused", vector.refused, "everything was loaded");
    const sessionOf = sessions(api, vector, asked, clock);
    return askEach(vector.questions, { ...asked, sessionOf });
  }

  const options = { now, lenient: vector.lenient === true };
  if (vector.principal !== undefined) options.principal = vector.principal;
  const session = load(() => api.Session.load(catalog.value, snapshot, options));
  if (refused(session)) return;
  if (vector.refused !== undefined) return differ("refused", vector.refused, "the snapshot was loaded");
  askEach(vector.questions, { session: session.value });
  for (const update of vector.updates ?? []) {
    const text = snapshotText(update, asked, now());
    const outcome = load(() => session.value.update(text));
    const errors = (outcome.issues ?? []).filter((issue) => issue.severity === "error");
    compareIssues("update refused", update.refused ?? [], errors, differ);
    askEach(update.questions, { session: session.value });
  }
}

function openCatalog(api, vector, catalogs) {
  if (vector.catalogText !== undefined) return api.Catalog.parse(vector.catalogText);
  if (typeof vector.catalog !== "string") return api.Catalog.parse(JSON.stringify(vector.catalog));
  if (BUILTIN.includes(vector.catalog)) return api.Catalog.builtin(vector.catalog);
  const text = catalogs[vector.catalog];
  if (text === undefined) throw new Error(`no text was given for the catalog \`${vector.catalog}\``);
  return api.Catalog.parse(text);
}

/** The value, or the issues of a `RolescopeError`; anything else that is thrown goes through. */
function loadOrRefuse(api, parse) {
  try {
    return { value: parse() };
  } catch (error) {
    if (error instanceof api.RolescopeError) return { issues: error.issues };
    throw error;
  }
}

function snapshotText(source, { catalog, directory }, at) {
  let text;
  if (source.snapshotText !== undefined) text = source.snapshotText;
  else if (source.snapshot !== undefined) text = JSON.stringify(source.snapshot);
  else if (source.snapshotOf !== undefined) {
    const snapshot = JSON.parse(directory.snapshot(source.snapshotOf, { at }));
    Object.assign(snapshot, source.set);
    for (const field of source.unset ?? []) delete snapshot[field];
    text = JSON.stringify(snapshot);
  }
  return text?.replaceAll("$hash", catalog.hash);
}

/** One snapshot for each principal, taken at the vector's own time and read by its moving clock. */
function sessions(api, vector, { catalog, directory }, clock) {
  const known = new Map();
  const at = clock.time;
  const now = () => clock.time;
  const take = (principal) => {
    const live = directory.session(principal);
    const options = vector.expiresIn === undefined ? { at } : { at, expiresIn: vector.expiresIn };
    const taken = loadOrRefuse(api, () => directory.snapshot(principal, options));
    const loaded = taken.value === undefined ? live : api.Session.load(catalog, taken.value, { now, principal });
    return { live, loaded, refused: taken.issues?.map((issue) => issue.code) };
  };
  return (principal) => {
    if (!known.has(principal)) {
      const asked = clock.time;
      clock.time = at;
      known.set(principal, take(principal));
      clock.time = asked;
    }
    return known.get(principal);
  };
}

function ask(question, context) {
  const { clock, start } = context;
  const at = question.at === undefined ? undefined : toTime(question.at);
  const what = JSON.stringify(question);
  const differ = (of, expected, got) => {
    if (JSON.stringify(expected) !== JSON.stringify(got)) context.differ(`${of} ${what}`, expected, got);
  };
  clock.time = at ?? start;
  try {
    const kind = Object.keys(ASK).find((name) => question[name] !== undefined);
    if (kind === undefined) throw new Error(`no such question: ${what}`);
    ASK[kind](question, { ...context, at, differ });
  } finally {
    clock.time = start;
  }
}

const ASK = {
  check(question, { directory, session, sessionOf, at, differ }) {
    const [principal, permission, scope] = question.check;
    const expected = verdict(question.reason, principal, permission, scope);
    if (session !== undefined) {
      differ("session.check", { ...expected, principal: session.principal }, plain(session.check(permission, scope)));
      return differ("session.can", expected.allowed, session.can(permission, scope));
    }
    differ("check", expected, plain(directory.check(principal, permission, scope, at)));
    differ("can", expected.allowed, directory.can(principal, permission, scope, at));
    differ("checkMany", [expected], directory.checkMany([{ principal, permission, scope }], at).map(plain));
    const { live, loaded, refused } = sessionOf(principal);
    if (question.reason === "unknown-principal") differ("snapshot refused", ["unknown-principal"], refused);
    const inSession = verdict(question.session ?? question.reason, principal, permission, scope);
    differ("session.check", inSession, plain(loaded.check(permission, scope)));
    differ("session.can", inSession.allowed, loaded.can(permission, scope));
    differ("session.at", inSession.allowed, loaded.at(scope).can(permission));
    differ("live session.can", expected.allowed, live.can(permission, scope));
  },
  listPermissions(question, { directory, session, sessionOf, at, differ }) {
    const [principal, scope] = question.listPermissions;
    const expected = sorted(question.is);
    if (session !== undefined) return differ("session", expected, sorted(session.listPermissions(scope)));
    differ("directory", expected, sorted(directory.listPermissions(principal, scope, at)));
    differ("session", expected, sorted(sessionOf(principal).loaded.listPermissions(scope)));
  },
  listScopes(question, { directory, session, sessionOf, at, differ }) {
    const [principal, permission] = question.listScopes;
    const expected = sorted(question.is);
    if (session !== undefined) return differ("session", expected, sorted(session.listScopes(permission)));
    differ("directory", expected, sorted(directory.listScopes(principal, permission, at)));
    differ("session", expected, sorted(sessionOf(principal).loaded.listScopes(permission)));
  },
  listPrincipals(question, { directory, at, differ }) {
    const [permission, scope] = question.listPrincipals;
    differ("directory", sorted(question.is), sorted(directory.listPrincipals(permission, scope, at)));
  },
  page(question, { session, sessionOf, differ }) {
    const [principal, idOrPath, scope] = question.page;
    const state = (session ?? sessionOf(principal).loaded).page(idOrPath, scope);
    // Only the fields that the vector names are compared.
    const got = Object.fromEntries(Object.keys(question.is).map((field) => [field, state[field]]));
    differ("session.page", question.is, got);
  },
  pages(question, { session, sessionOf, differ }) {
    const [principal, scope] = question.pages;
    const states = flat((session ?? sessionOf(principal).loaded).pages(scope));
    const ids = (state) => states.filter((page) => page.state === state).map((page) => page.id);
    differ("visible", question.visible, ids("visible"));
    differ("disabled", question.disabled ?? [], ids("disabled"));
  },
  role(question, { catalog, directory, differ }) {
    const role = (directory ?? catalog).role(question.role);
    differ("role", sorted(question.permissions), sorted(role.permissions.map((permission) => permission.id)));
  },
  snapshotLacks(question, { directory, differ }) {
    const [principal, ...strings] = question.snapshotLacks;
    const text = directory.snapshot(principal);
    differ("snapshot", [], strings.filter((string) => text.includes(string)));
  },
  overrides(question, { directory, differ }) {
    const byId = (a, b) => (a.id < b.id ? -1 : 1);
    const got = directory.overrides().map(({ id, effective }) => ({ id, effective }));
    const expected = question.overrides.map(({ id, effective }) => ({ id, effective }));
    differ("overrides", expected.sort(byId), got.sort(byId));
  },
  diffRoles(question, { catalog, load, differ }) {
    compareAnswer(question, load(() => catalog.diffRoles(...question.diffRoles)), differ);
  },
  leastRoles(question, { catalog, load, differ }) {
    compareAnswer(question, load(() => catalog.leastRoles(question.leastRoles)), differ);
  },
  diff(question, { catalog, open, load, differ }) {
    compareAnswer(question, load(() => catalog.diff(open(question.diff))), differ);
  },
  lint(question, { catalog, differ }) {
    const issues = catalog.lint();
    differ("lint", question.lint, issues.map(({ code, path }) => ({ code, path })));
    differ("severities", issues.map(() => "warning"), issues.map(({ severity }) => severity));
  },
  explain(question, { directory, session, sessionOf, at, differ }) {
    const [principal, permission, scope] = question.explain;
    const compare = (of, is, explanation) => differ(of, told(is, is), told(explanation, is));
    if (session !== undefined) return compare("session.explain", question.is, session.explain(permission, scope));
    compare("explain", question.is, directory.explain(principal, permission, scope, { at, by: question.by }));
    const { live, loaded } = sessionOf(principal);
    compare("live session.explain", question.is, live.explain(permission, scope));
    // A slice has other remedies.
    const { remedies, ...is } = question.is;
    compare("session.explain", { ...is, ...question.session }, loaded.explain(permission, scope));
  },
  seats(question, { directory, differ }) {
    let seats = [];
    let code;
    try {
      seats = directory.seats(question.seats);
    } catch (error) {
      code = error.code;
    }
    differ("fails", question.fails, code);
    const ids = (principals) => principals.map((holder) => holder.principal ?? holder);
    const plain = (list) => list.map(({ seat, count, principals }) => ({ seat, count, principals: ids(principals) }));
    differ("seats", plain(question.is ?? []), plain(seats));
  },
  apiScopes(question, { directory, session, sessionOf, differ }) {
    if (session !== undefined) return differ("session.apiScopes", question.is, session.apiScopes());
    differ("apiScopes", question.is, directory.apiScopes(question.apiScopes));
    differ("session.apiScopes", question.is, sessionOf(question.apiScopes).loaded.apiScopes());
  },
  review(question, { directory, differ }) {
    const texts = (issues) => issues.map(({ code, path }) => `${code} ${JSON.stringify(path)}`).sort();
    differ("review", texts(question.review), texts(directory.review().filter((issue) => issue.severity === "warning")));
  },
};

/** What is answered, field by field, or with which issues it is refused. */
function compareAnswer(question, { value, issues }, differ) {
  if (issues === undefined) differ("answer", canonical(question.refused ?? question.is), canonical(value));
  else differ("refused", question.refused ?? "an answer", issues.map(({ code, path, hint }) => ({ code, path, hint: hint ?? null })));
}

/** The same data with the fields of every object in order. */
function canonical(data) {
  if (Array.isArray(data)) return data.map(canonical);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.keys(data).sort().map((key) => [key, canonical(data[key])]));
}

/** The fields of an explanation that are expected, without what is for people. */
function told(explanation, expected) {
  const grants = ({ source, id, role, inheritedFrom, scope, path, basis }) => ({ source, id, role, inheritedFrom, scope, path, basis });
  const nearMisses = ({ code, role, scope }) => ({ code, role, scope });
  const remedies = ({ role, scope, resource, extra, blockedBy }) => ({ role, scope, resource, extra, blockedBy: blockedBy?.code ?? blockedBy });
  const lists = { grants, nearMisses, remedies };
  return Object.fromEntries(
    Object.keys(expected).sort().map((field) => [field, lists[field] ? explanation[field].map(lists[field]) : explanation[field]]),
  );
}

function verdict(reason, principal, permission, scope) {
  const allowed = reason === "granted";
  const decision = allowed ? "allow" : UNKNOWN.includes(reason) ? "unknown" : "deny";
  return { allowed, decision, reason, principal, permission, scope };
}

/** A decision without its message, which is for people. */
function plain({ allowed, decision, reason, principal, permission, scope }) {
  return { allowed, decision, reason, principal, permission, scope };
}

/** Each expected issue must be met by one issue of its own, and none may be left. */
function compareIssues(what, expected, got, differ) {
  const left = [...got];
  const withPathFirst = [...expected].sort((a, b) => (a.path === undefined) - (b.path === undefined));
  const missing = withPathFirst.filter((wanted) => {
    const found = left.findIndex(
      (issue) =>
        issue.code === wanted.code &&
        (wanted.severity === undefined || issue.severity === wanted.severity) &&
        (wanted.path === undefined || JSON.stringify(issue.path) === JSON.stringify(wanted.path)),
    );
    if (found >= 0) left.splice(found, 1);
    return found < 0;
  });
  if (missing.length === 0 && left.length === 0) return;
  differ(what, expected, got.map(({ code, severity, path }) => ({ code, severity, path })));
}

function flat(pages) {
  return pages.flatMap((page) => [page, ...flat(page.children)]);
}

function sorted(ids) {
  return [...ids].sort();
}

/** `NaN` stands for a time that is no number; every other time must be one. */
function toTime(text) {
  const time = Date.parse(text);
  if (text !== "NaN" && !Number.isFinite(time)) throw new Error(`no time: ${text}`);
  return time;
}
