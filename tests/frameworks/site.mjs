// The code of a document, bundled with its chunks and served to a browser, as an app of its own.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The blocks of a document that begin with a comment which names a file. */
export function filesOf(document) {
  const text = readFileSync(join(root, document), "utf8");
  return Object.fromEntries([...text.matchAll(/^```jsx?\n\/\/ (\S+\.jsx?)\n([^]*?)^```/gm)].map(([, path, code]) => [path, code]));
}

export const launched = () =>
  chromium.launch({ executablePath: process.env.ROLESCOPE_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });

/**
 * Bundles `entries`, by the names under which they are served, and serves them for as long as `use` runs. `answer` may
 * answer a path; every other is the app's page, which loads `/app.js`. Throws what a page of the site throws.
 */
export async function site({ browser, files, entries, answer = () => undefined }, use) {
  const folder = mkdtempSync(join(tmpdir(), "rolescope-site-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const outdir = join(folder, "out");
  await build({
    entryPoints: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(folder, path)])),
    bundle: true, splitting: true, format: "esm", outdir, chunkNames: "[name]-[hash]", jsx: "automatic", logLevel: "error",
    define: { "process.env.NODE_ENV": '"development"', __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" },
    nodePaths: [join(root, "tests/frameworks/node_modules"), join(root, "node_modules")],
  });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://app");
    const answered = answer(pathname);
    if (answered) return response.writeHead(answered.status ?? 200, answered.headers).end(answered.body);
    if (pathname.endsWith(".js")) return response.writeHead(200, { "content-type": "text/javascript" }).end(readFileSync(join(outdir, pathname)));
    response.writeHead(200, { "content-type": "text/html" }).end('<!doctype html><div id="app"></div><script type="module" src="/app.js"></script>');
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const context = await browser.newContext();
  const trouble = [];
  context.on("weberror", (error) => trouble.push(String(error.error())));
  try {
    await use({ context, at: (path) => `http://127.0.0.1:${server.address().port}${path}` });
    if (trouble.length > 0) throw new Error(trouble.join("; "));
  } finally {
    await context.close();
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
