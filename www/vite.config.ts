import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

// The build carries its own policy, so that the demo stays honest on any static host:
// nothing but the own origin, no inline script or style. `wasm-unsafe-eval` compiles the engine.
// The development server injects inline scripts, so it goes without.
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
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

// One chunk, because the engine is needed before the first page can be drawn.
export default defineConfig({
  base: "./",
  plugins: [react(), contentSecurityPolicy()],
  // `light-dark()` is left as it is: a part of the page may have a colour scheme of its own.
  build: { target: "es2023", cssTarget: ["chrome123", "firefox120", "safari17.5"], assetsInlineLimit: 0, chunkSizeWarningLimit: 2048 },
});
