// The browsers that walk the demo: ROLESCOPE_E2E_BROWSER is `chromium` (also when unset) or `firefox`.
import { chromium, firefox } from "playwright-core";

const BROWSERS = {
  chromium: {
    launch: () =>
      chromium.launch({
        executablePath: process.env.ROLESCOPE_CHROMIUM ?? "/usr/bin/chromium",
        args: ["--no-sandbox", "--disable-dev-shm-usage"],
      }),
    media: (dark) => ({ colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" }),
  },
  // The system's own Firefox over WebDriver BiDi, which has no command for media features: they are preferences of the browser.
  firefox: {
    launch: (dark) =>
      firefox.launch({
        channel: "moz-firefox",
        executablePath: process.env.ROLESCOPE_FIREFOX ?? "/usr/bin/firefox-esr",
        firefoxUserPrefs: { "ui.prefersReducedMotion": 1, "ui.systemUsesDarkTheme": dark ? 1 : 0 },
      }),
    media: () => ({ colorScheme: null, reducedMotion: null, contrast: null, forcedColors: null }),
    prepare: (context) => context.addInitScript(typeAsTheKeyboardDoes),
  },
};

/**
 * `fill` and `insertText` of this driver write an input's `value` from the page's own world and report an event that no
 * keyboard makes: React, which watches `value`, then takes the text for its own and hears of no change. Here Firefox edits.
 */
function typeAsTheKeyboardDoes() {
  const insert = (text) => void document.execCommand("insertText", false, text);
  Object.defineProperty(window, "__pw_bidiInsertText", { get: () => insert, set() {} });
}

export const BROWSER = process.env.ROLESCOPE_E2E_BROWSER ?? "chromium";

const kind = BROWSERS[BROWSER];
if (!kind) throw new Error(`ROLESCOPE_E2E_BROWSER is \`${BROWSER}\`, not one of ${Object.keys(BROWSERS).join(", ")}`);

/** Browsers as they are needed: one, or one for each theme where a theme is a setting of the browser. */
export class Browsers {
  #launched = new Map();

  /** A visitor's own browser window; `worker`: with the service worker, which the others do without. */
  async context({ width, height, dark, worker = false }) {
    const media = kind.media(dark);
    const own = media.colorScheme === null && dark;
    if (!this.#launched.has(own)) this.#launched.set(own, kind.launch(dark));
    const browser = await this.#launched.get(own);
    const context = await browser.newContext({ viewport: { width, height }, serviceWorkers: worker ? "allow" : "block", ...media });
    await kind.prepare?.(context);
    return context;
  }

  async close() {
    for (const browser of this.#launched.values()) await (await browser).close();
  }
}
