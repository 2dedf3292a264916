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
  },
};

export const BROWSER = process.env.ROLESCOPE_E2E_BROWSER ?? "chromium";

const kind = BROWSERS[BROWSER];
if (!kind) throw new Error(`ROLESCOPE_E2E_BROWSER is \`${BROWSER}\`, not one of ${Object.keys(BROWSERS).join(", ")}`);

/** Browsers as they are needed: one, or one for each theme where a theme is a setting of the browser. */
export class Browsers {
  #launched = new Map();

  async context({ width, height, dark }) {
    const media = kind.media(dark);
    const own = media.colorScheme === null && dark;
    if (!this.#launched.has(own)) this.#launched.set(own, kind.launch(dark));
    const browser = await this.#launched.get(own);
    return browser.newContext({ viewport: { width, height }, ...media });
  }

  async close() {
    for (const browser of this.#launched.values()) await (await browser).close();
  }
}
