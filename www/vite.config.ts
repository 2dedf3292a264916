import react from "@vitejs/plugin-react";
import { defineConfig, type HtmlTagDescriptor, type Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";

// The build carries its own policy, so that the demo stays honest on any static host:
// nothing but the own origin, no inline script or style. `wasm-unsafe-eval` compiles the engine.
// The development server injects inline scripts, so it goes without.
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

function contentSecurityPolicy(): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: POLICY },
        injectTo: "head-prepend",
      },
    ],
  };
}

/** The engine is asked for by a script that has to come first. Named in the page, both come side by side. */
function preloadEngine(): Plugin {
  return {
    name: "preload-engine",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_, { bundle = {} }): HtmlTagDescriptor[] =>
        Object.keys(bundle)
          .filter((file) => file.endsWith(".wasm"))
          .map((file) => ({
            tag: "link",
            attrs: { rel: "preload", href: `./${file}`, as: "fetch", type: "application/wasm", crossorigin: "" },
            injectTo: "head",
          })),
    },
  };
}

/** All that is built is kept by a service worker, which src/offline.ts registers. Paths are relative: the demo lives in any folder. */
const offline = VitePWA({
  injectRegister: false,
  includeManifestIcons: false,
  manifest: {
    name: "rolescope console",
    short_name: "rolescope",
    description: "What may this person do here, and why? Three consoles, decided in the browser.",
    start_url: "./",
    scope: "./",
    display: "standalone",
    background_color: "#f5f6f8",
    theme_color: "#232a36",
    icons: [
      { src: "favicon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "icon-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  },
  workbox: {
    globPatterns: ["**/*.{html,js,css,wasm,svg,png}"],
    maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
    // The page itself is asked of the network, so that a load after a new build shows the new one; what was kept is for when
    // there is none. All else has its content in its name, and is right whatever the version.
    directoryIndex: null,
    navigateFallback: null,
    runtimeCaching: [{ urlPattern: ({ request }) => request.mode === "navigate", handler: "NetworkOnly", options: { precacheFallback: { fallbackURL: "index.html" } } }],
    // A new version is taken without asking: the open page goes on with what it has loaded.
    skipWaiting: true,
    clientsClaim: true,
    cleanupOutdatedCaches: true,
    inlineWorkboxRuntime: true,
  },
});

export default defineConfig({
  base: "./",
  plugins: [react(), contentSecurityPolicy(), preloadEngine(), offline],
  // The contestants of benches/js use the one CASL that is installed here.
  resolve: { dedupe: ["@casl/ability"] },
  // `light-dark()` is left as it is: a part of the page may have a colour scheme of its own.
  build: { target: "es2023", cssTarget: ["chrome123", "firefox120", "safari17.5"], assetsInlineLimit: 0, chunkSizeWarningLimit: 2048 },
});
