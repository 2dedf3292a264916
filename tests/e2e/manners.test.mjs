// How the demo behaves: widths, keyboard, focus, announcements, contrast, and whom it asks.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sideways, violations } from "./axe.mjs";
import { BROWSER } from "./browsers.mjs";
import { startDemo, WIDTHS } from "./demo.mjs";

let demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.close());

const TOMAS = "USb583cf55c85f3d182f89a5eb2ca894bd";
const PRIYA = "US635c5048f58367fcfc90f12d0d0b91fa";
const BEATRIZ = "US5b0f4c1de27a94836d1c0a7e93bf2846";
const PARCEL = "AC76f368f2d6ab2a65cd85be7201812d70";
const FERRIES = "ACc444f1aa1b3c17e1dae7732f9750337d";
const query = (data) => encodeURIComponent(JSON.stringify(data));

const VIEWS = {
  overview: "#/studio/jonas.weber/sp-meridian",
  "long navigation": "#/twilio/US635c5048f58367fcfc90f12d0d0b91fa/ACc444f1aa1b3c17e1dae7732f9750337d/develop/studio/flows",
  "masked logs": "#/twilio/US3281f517f3a641a6c12c3662130dbf2e/AC76f368f2d6ab2a65cd85be7201812d70/monitor/logs/sms",
  "not available": "#/twilio/US800e56a81bd8a0a3a2c170bdbdfc21db/ACc444f1aa1b3c17e1dae7732f9750337d/account/api-keys",
  "disabled page": "#/twilio/US2a22ef35e0980c7d136ae52e2d038df8/BG1b7b025d648a0c8077a01a3ca9d70ee2/billing/history",
  narrowed: "#/studio/peter.halloran/ac-lakeside-clinic/tasks",
  widened: "#/voiceflow/noor.elamin/prj-phone-line/canvas",
  "no session": "#/voiceflow/henrik.dahl",
  group: "#/voiceflow/noor.elamin/prj-returns-bot/cms",
  assignments: `#/twilio/${TOMAS}/${PARCEL}/~access?draft=${query([{ type: "unassign", principal: PRIYA, role: "owner", scope: FERRIES }])}`,
  "assign form": `#/twilio/${TOMAS}/${PARCEL}/~access?form=${query({ type: "assign", principal: [BEATRIZ] })}`,
  "narrow form": `#/studio/lucia.ferrer/ac-lakeside-clinic/~access?form=${query({ type: "narrow", principal: "peter.halloran", role: "ac_rw", scope: "ac-lakeside-clinic" })}`,
  "overrides and seats": `#/voiceflow/femi.adeyemi/ws-customer-care/~access?draft=${query([{ type: "widen", principal: "pawel.zielinski", scope: "prj-phone-line", role: "editor" }])}`,
  people: "#/studio/adaeze.obi/sys-voicebridge/~access/people",
  scopes: `#/voiceflow/maren.vogt/ws-customer-care/~access/scopes?form=${query({ type: "create-scope", parent: "ws-customer-care" })}`,
  roles: `#/twilio/${TOMAS}/${PARCEL}/~roles?product=Studio`,
  role: "#/studio/adaeze.obi/sys-voicebridge/~roles/role/ac_rw",
  matrix: `#/twilio/${TOMAS}/${PARCEL}/~roles/matrix`,
  "large matrix": `#/twilio/${TOMAS}/${PARCEL}/~roles/matrix?zoom=large&cell=${encodeURIComponent("studio-viewer studio.flows.create")}`,
  "compared roles": `#/twilio/${TOMAS}/${PARCEL}/~roles/compare?a=developer&b=administrator`,
  "least role": `#/twilio/${TOMAS}/${PARCEL}/~roles/least?want=studio.flows.read`,
  "overrides section": "#/studio/adaeze.obi/sys-voicebridge/~overrides",
  "a role's update": `#/studio/lucia.ferrer/ac-lakeside-clinic/~overrides?who=nadia.rahman&turn=tasks.tasks.delete&saved=${query([{ c: [{ type: "narrow", principal: "nadia.rahman", role: "ac_rw", scope: "ac-lakeside-clinic", permissions: ["tasks.tasks.read"] }] }])}`,
  "refused switches": "#/studio/peter.halloran/ac-lakeside-clinic/~overrides",
  "people by projects": `#/voiceflow/femi.adeyemi/ws-customer-care/~overrides?cell=clara.moreau~prj-phone-line&saved=${query([{ c: [{ type: "set-attribute", scope: "org-tidepool", name: "plan", value: "enterprise" }] }])}`,
  "one project": "#/voiceflow/noor.elamin/prj-returns-bot/~overrides?lay=project&cell=noor.elamin~prj-returns-bot",
  "no overrides": `#/twilio/${TOMAS}/${PARCEL}/~overrides`,
  questions: "#/voiceflow/maren.vogt/ws-customer-care/~questions",
  "where can": "#/voiceflow/maren.vogt/ws-customer-care/~questions/where",
  "what can": "#/voiceflow/maren.vogt/ws-customer-care/~questions/what",
  playground: "#/voiceflow/maren.vogt/ws-customer-care/~playground",
  "playground with a problem": "#/voiceflow/maren.vogt/ws-customer-care/~playground?start=blank&text=directory&directory=bZA7DsMgEER7n2JFbV8gnVOlSpUuSrGGlU1iPsI0luW7B1CIIE75RrMzA1sDwDh6nM3ITsDU2qG1rI3ywo2lJaj3QAAbMCmixxOqThvnJ9YGWi1lNbJGlfgWGK7JBXtbJ0yoxWDMq7y3zjyJ-yhZdKT9sSpHX_I57CH3kcZaJzWXFuc_g1Fjed4HPEwaSJeec8Ai3ZmZ-mWRo1ZhWVXxLS6aoj0iCeldFNJX_jyomFBlfJbkDEcoqA6Z6vc3e_MG",
  speed: "#/voiceflow/maren.vogt/ws-customer-care/~speed",
  review: "#/studio/adaeze.obi/sys-voicebridge/~access/review",
};

/** What a page of 1280 pixels has at four times its size, as WCAG asks under reflow. */
const NARROWEST = 320;

/** Every width in both themes; in Firefox, where axe takes far longer and finds the same, a width for each theme. */
const THEMES_AT = BROWSER === "firefox" ? { wide: [false], phone: [true] } : { wide: [false, true], tablet: [false, true], phone: [false, true] };

/** Goes there, and waits for the large tenant too, which is made when it is seen first. */
async function show(visitor, hash) {
  await visitor.goes(hash);
  await visitor.page.locator("[aria-busy=true]").waitFor({ state: "detached", timeout: 60_000 });
}

test(`at ${NARROWEST} pixels no view is wider than the screen`, async () => {
  const visitor = await demo.visit("", { width: NARROWEST });
  for (const [view, hash] of Object.entries(VIEWS)) {
    await show(visitor, hash);
    assert.ok((await sideways(visitor.page)) <= 0, `${view} is wider than ${NARROWEST} pixels`);
  }
  await visitor.close();
});

const LONG = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft";
const long = (changes) => `saved=${query([{ c: changes }])}`;

/** What somebody may be called, and what may stand in a link, in words that are longer than a line. */
const LONG_VIEWS = {
  "long names": `#/studio/${LONG}/ac-long/?${long([
    { type: "create-scope", scope: { id: "ac-long", type: "account", parent: "sp-meridian", name: LONG } },
    { type: "add-principal", principal: { id: LONG, name: LONG, email: `${LONG}@${LONG}.example` } },
    { type: "assign", principal: LONG, role: "ac_rw", scope: "ac-long" },
  ])}`,
  "a long project": `#/voiceflow/${LONG}/prj-long/~overrides?${long([
    { type: "create-scope", scope: { id: "prj-long", type: "project", parent: "ws-sales", name: LONG } },
    { type: "add-principal", principal: { id: LONG, name: LONG } },
    { type: "assign", principal: LONG, role: "editor", scope: "ws-sales" },
  ])}`,
  "a long path": `#/twilio/${PRIYA}/${FERRIES}/${"a".repeat(300)}`,
  "unknown ids": "#/twilio/USffffffffffffffffffffffffffffffff/ACffffffffffffffffffffffffffffffff",
  "long ids": `#/twilio/${"u".repeat(200)}/${"s".repeat(200)}`,
};

for (const [size, width] of Object.entries(WIDTHS)) {
  test(`${size}: no word is too long for its place`, async () => {
    const visitor = await demo.visit("", { width });
    const { page } = visitor;
    for (const [view, hash] of Object.entries(LONG_VIEWS)) {
      const [path, search = ""] = hash.split("?");
      const [, vendor, principal, scope] = path.split("/");
      for (const section of [null, "~overrides", "~access", "~access/people", "~access/scopes", "~roles"]) {
        await visitor.goes(section === null ? hash : `#/${vendor}/${principal}/${scope}/${section}?${search}`);
        assert.deepEqual(await cut(page), [], `${view}, ${section}`);
      }
      await page.getByRole("button", { name: /Switch person/ }).click();
      await page.getByRole("dialog").waitFor();
      assert.deepEqual(await cut(page), [], `${view}, in the sheet`);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    }
    await visitor.close();
  });
}

test("what stands beside a role's name gives no way, and stays in its row", async () => {
  const visitor = await demo.visit("#/twilio", { width: WIDTHS.wide });
  await visitor.page.locator(".row-head .tag").first().waitFor();
  assert.deepEqual(await visitor.page.evaluate(outOfTheirRows), []);
  await visitor.close();
});

function outOfTheirRows() {
  const rows = [...document.querySelectorAll(".row-head")];
  const right = (element) => element.getBoundingClientRect().right;
  return rows.flatMap((row) => [...row.querySelectorAll("*")].filter((part) => right(part) > right(row) + 0.5).map((part) => part.textContent));
}

/** What sticks out of the page, or of a part that does not scroll by itself. */
async function cut(page) {
  return page.evaluate(() => {
    const scrolls = (element) => element && (/auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX) || element.classList.contains("sr-only"));
    const found = document.documentElement.scrollWidth > document.documentElement.clientWidth ? ["the page"] : [];
    for (const element of document.querySelectorAll("main *, .inspector *, .rail *, .header *, dialog[open] *, dialog[open]")) {
      if (!element.checkVisibility() || element.closest("svg, select, .sr-only, .pg-editor")) continue;
      const { left, right, width } = element.getBoundingClientRect();
      let frame = element.parentElement;
      while (frame && !scrolls(frame)) frame = frame.parentElement;
      // In a table that scrolls sideways there is room; in what scrolls up and down, and in the page, there is none.
      const room = frame?.matches(".table-frame, .project-grid, .sections ul, .matrix") ? null : (frame?.getBoundingClientRect() ?? { left: 0, right: innerWidth });
      if (room && width > 0 && (right > room.right + 1 || left < room.left - 1)) found.push(`${element.tagName}.${element.className} to ${Math.round(right)} of ${Math.round(room.right)}`);
    }
    return found.slice(0, 8);
  });
}

for (const [size, themes] of Object.entries(THEMES_AT)) {
  const width = WIDTHS[size];
  for (const dark of themes) {
    test(`${size}, ${dark ? "dark" : "light"}: every view fits and axe finds nothing`, async () => {
      const visitor = await demo.visit("", { width, dark });
      const { page } = visitor;
      for (const [view, hash] of Object.entries(VIEWS)) {
        await show(visitor, hash);
        assert.ok((await sideways(page)) <= 0, `${view} is wider than ${width} pixels`);
        assert.deepEqual(await violations(page), [], view);
      }
      await visitor.close();
    });

    test(`${size}, ${dark ? "dark" : "light"}: axe finds nothing in the sheets`, async () => {
      const visitor = await demo.visit(VIEWS.narrowed, { width, dark });
      const { page } = visitor;
      const ways = [[/Switch person/], [/is Create tasks disabled/]];
      // On a phone the hidden pages are opened from the navigation, which is a sheet itself.
      if (width === WIDTHS.phone) ways.push([/Open navigation/], [/Open navigation/, /hidden pages/]);
      else ways.push([/hidden pages/]);
      for (const way of ways) {
        for (const name of way) await page.getByRole("button", { name }).first().click();
        const name = way.at(-1);
        // On a wide screen the reason stands beside the page; all else is a sheet.
        await page.getByRole("dialog").or(visitor.inspector.getByText(/^May .* create tasks at /)).first().waitFor();
        assert.deepEqual(await violations(page), [], String(name));
        assert.ok((await sideways(page)) <= 0, `${name} is wider than ${width} pixels`);
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "hidden" });
      }
      await visitor.close();
    });
  }
}

test("nothing in the header lies over something else, from where the navigation is no drawer on", async () => {
  const visitor = await demo.visit(`#/twilio/${PRIYA}/${FERRIES}`, { width: 720 });
  const { page } = visitor;
  for (const width of [720, 759, 795, 820, 879, 880, 959, 960, 1179]) {
    await page.setViewportSize({ width, height: 900 });
    const over = await page.evaluate(() => {
      const parts = [...document.querySelectorAll(".brand-text, .header .segmented, .header > .icon-button, .profile")].map((part) => part.getBoundingClientRect());
      return parts.flatMap(({ left }, index) => (index > 0 && left < parts[index - 1].right ? [index] : []));
    });
    assert.deepEqual(over, [], `at ${width} pixels`);
  }
  await visitor.close();
});

test("what fits a screen does not scroll", async () => {
  const visitor = await demo.visit();
  const { page } = visitor;
  for (const view of ["narrowed", "playground"]) {
    await show(visitor, VIEWS[view]);
    assert.equal(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight), 0, view);
  }
  await visitor.close();
});

test("a chosen theme wins over the system's, and is remembered", async () => {
  const visitor = await demo.visit("", { dark: true });
  const { page } = visitor;
  const button = page.getByRole("button", { name: /Colour theme/ });
  const dark = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  // The theme is set after the button is drawn, so the colour is waited for.
  const isNotDark = () => page.waitForFunction((before) => getComputedStyle(document.documentElement).backgroundColor !== before, dark);
  await button.click();
  await page.getByRole("button", { name: "Colour theme: light. Change" }).waitFor();
  await isNotDark();
  await page.reload();
  await page.getByRole("button", { name: "Colour theme: light. Change" }).waitFor();
  await isNotDark();
  await visitor.close();
});

test("on a phone the navigation is a drawer and the selectors are a sheet", async () => {
  const visitor = await demo.visit("#/voiceflow", { width: WIDTHS.phone });
  const { page } = visitor;
  assert.equal(await visitor.navigation.count(), 0);
  await page.getByRole("button", { name: "Open navigation" }).click();
  await visitor.navigation.getByRole("link", { name: "Canvas" }).click();
  await visitor.main.getByRole("heading", { level: 1, name: "Canvas" }).waitFor();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Switch person" }).click();
  const sheet = page.getByRole("dialog", { name: "Who, where, which console" });
  await sheet.getByRole("link", { name: /^Phone Line/ }).click();
  await page.getByRole("button", { name: /Edit projects disabled/ }).click();
  await visitor.reads(page.getByRole("dialog", { name: "Why?" }), /May Noor Elamin edit projects at Phone Line\?/);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Switch person" }).click();
  await sheet.getByRole("link", { name: "Twilio" }).click();
  await visitor.reads(page.getByRole("banner"), "Lena Fischer");
  // Whatever is chosen there closes it, also where the page stays.
  await sheet.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Switch person" }).click();
  await sheet.getByRole("link", { name: "Twilio", exact: true }).click();
  await sheet.waitFor({ state: "hidden" });
  await visitor.close();
});

test("the keyboard alone suffices: skip, walk, open, switch, go back", async () => {
  const visitor = await demo.visit("#/studio/peter.halloran/ac-lakeside-clinic");
  const { page } = visitor;
  await page.keyboard.press("Tab");
  await visitor.focuses("Skip to the page");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "MAIN");

  await visitor.navigation.getByRole("link", { name: "Tasks" }).focus();
  await page.keyboard.press("Enter");
  await visitor.main.getByRole("heading", { level: 1, name: "Tasks" }).waitFor();
  await visitor.focuses("Tasks", "a new page takes the focus to its heading");
  assert.equal(await visitor.navigation.getByRole("link", { name: "Tasks" }).getAttribute("aria-current"), "page");

  await page.getByRole("button", { name: "Switch person" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Sign in as" }).waitFor();
  await page.keyboard.press("Escape");
  await visitor.focuses(/Peter Halloran/, "a closed sheet gives the focus back");

  const clear = visitor.inspector.getByRole("button", { name: "Clear customised permissions" });
  await clear.focus();
  await page.keyboard.press("Space");
  await visitor.main.getByRole("button", { name: /Delete tasks hidden/ }).waitFor();
  await visitor.focuses("Customise permissions", "the focus goes on to what is there next");
  await page.goBack();
  await visitor.main.getByRole("button", { name: "Delete Appointment booking", exact: true }).waitFor();
  await visitor.close();
});

test("the list of people opens where the one stands who is signed in", async () => {
  const visitor = await demo.visit("#/studio/viktor.dahlin/sys-voicebridge");
  const { page } = visitor;
  await page.getByRole("button", { name: "Switch person" }).click();
  const current = page.getByRole("dialog", { name: "Sign in as" }).locator(".person[aria-current]");
  await current.waitFor();
  const { y, height } = await current.boundingBox();
  assert.ok(y >= 0 && y + height <= 900, `in sight: ${y}`);
  await visitor.close();
});

test("the focus is visible", async () => {
  const visitor = await demo.visit("#/studio");
  const { page } = visitor;
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press("Tab");
    const ring = await page.evaluate(() => {
      const element = document.activeElement;
      const style = getComputedStyle(element);
      return { text: element.textContent.trim(), style: style.outlineStyle, width: parseFloat(style.outlineWidth) };
    });
    assert.ok(ring.style !== "none" && ring.width >= 2, `no ring around ${ring.text}`);
  }
  await visitor.close();
});

/** Presses a key so often, and gives what took the focus and lies whole under something else. */
async function covered(page, key, times) {
  const found = [];
  for (let step = 0; step < times; step += 1) {
    await page.keyboard.press(key);
    const name = await page.evaluate(() => {
      const element = document.activeElement;
      const { left, right, top, bottom } = element.getBoundingClientRect();
      // Beyond the last one is the browser's own bar; then the way around begins anew.
      if (element === document.body || element.matches(".skip") || right - left < 2) return null;
      const parts = [0.1, 0.3, 0.5, 0.7, 0.9];
      const seen = parts.some((x) =>
        parts.some((y) => {
          const hit = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
          return hit && (element.contains(hit) || hit.contains(element));
        }),
      );
      return seen ? null : element.textContent.trim() || element.tagName;
    });
    if (name) found.push(`${key} ${step}: ${name}`);
  }
  return found;
}

for (const size of ["wide", "tablet"]) {
  test(`${size}: what takes the focus by the keyboard is not covered by a bar`, async () => {
    const visitor = await demo.visit("", { width: WIDTHS[size] });
    for (const view of ["overview", "assignments", "roles", "a role's update", "questions"]) {
      await show(visitor, VIEWS[view]);
      await visitor.main.focus();
      assert.deepEqual(await covered(visitor.page, "Tab", 60), [], view);
      assert.deepEqual(await covered(visitor.page, "Shift+Tab", 60), [], view);
    }
    await visitor.close();
  });
}

test("a change of the navigation is announced", async () => {
  const visitor = await demo.visit("#/voiceflow/noor.elamin/prj-returns-bot/canvas");
  const status = visitor.page.getByRole("status").first();
  await visitor.reads(status, /Canvas\. Noor Elamin at Returns Bot: 11 pages open, 0 disabled, 0 hidden\./);
  await visitor.inspector.getByRole("switch", { name: "Edit Returns Bot" }).click();
  await visitor.reads(status, /9 pages open, 1 disabled, 1 hidden\./);
  await visitor.close();
});

test("who wishes for less motion sees none: a new vendor's colours are there at once", async () => {
  const visitor = await demo.visit("#/voiceflow/femi.adeyemi/ws-customer-care/~access");
  const { page } = visitor;
  await page.evaluate(() => {
    window.moved = [];
    for (const kind of ["transitionrun", "animationstart"]) document.addEventListener(kind, ({ target, propertyName = "" }) => window.moved.push(`${target.className} ${propertyName}`));
  });
  await visitor.vendor("Studio");
  await page.getByRole("button", { name: /Colour theme/ }).click();
  await page.getByRole("button", { name: "Colour theme: light. Change" }).waitFor();
  await page.getByRole("button", { name: "Switch person" }).click();
  await page.getByRole("dialog").waitFor();
  // What begins with the last step is told in the next frame.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  assert.deepEqual(await page.evaluate(() => window.moved), []);
  await visitor.close();
});

test("the build carries a strict policy and loads nothing inline", async () => {
  const html = await (await fetch(`${demo.origin}/`)).text();
  const visitor = await demo.visit();
  const policy = await visitor.page.locator("meta[http-equiv='Content-Security-Policy']").getAttribute("content");
  await visitor.close();
  for (const rule of ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "connect-src 'self'", "worker-src 'self'", "manifest-src 'self'", "base-uri 'none'"]) {
    assert.ok(policy.includes(rule), `${rule} is not in the policy: ${policy}`);
  }
  assert.ok(html.indexOf("Content-Security-Policy") < html.indexOf("<script"), "the policy comes after a script");
  assert.doesNotMatch(html, /<style|style="|<script(?![^>]*src=)/);
});
