// The packed package in a Next.js app: a server component and a client component, built and started, then in a browser.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { test } from "node:test";
import { told } from "../packaging/browser.mjs";
import { STORY, TOLD } from "../packaging/packed.mjs";
import { appWithTools, runTool, tool } from "./tools.mjs";

const NAMES = "{ Catalog, Directory, Session }";
const FILES = {
  "package.json": JSON.stringify({ name: "app", private: true }),
  // Next.js itself is linked from another folder.
  "next.config.mjs": `export default { turbopack: { root: "/" } };`,
  "app/layout.js": `export default ({ children }) => <html lang="en"><body>{children}</body></html>;`,
  "app/page.js": `
    import ${NAMES} from "rolescope";
    import Client from "./client";
    export const dynamic = "force-dynamic";
    export default function Page() {
      ${STORY}
      return <><p id="server">{told}</p><Client snapshot={directory.snapshot("US1")} /></>;
    }
  `,
  // It is rendered on the server as well; what only a browser can say comes in the effect.
  "app/client.js": `
    "use client";
    import { useEffect, useMemo, useState } from "react";
    import ${NAMES} from "rolescope";
    export default function Client({ snapshot }) {
      const session = useMemo(() => Session.load(Catalog.builtin("twilio"), snapshot), [snapshot]);
      const said = String(session.can("studio.flows.read", "AC1"));
      const [told, setTold] = useState("");
      useEffect(() => {
        ${STORY}
        setTold(told + " | " + document.querySelector("#server").textContent + " | " + said);
      }, []);
      return <><p id="client">{said}</p><p id="told">{told}</p></>;
    }
  `,
};
const next = tool("next/dist/bin/next");
const ENV = { NEXT_TELEMETRY_DISABLED: "1" };

/** The address of a started app, for as long as `use` runs. */
async function started(folder, use) {
  const port = await freePort();
  const server = spawn(process.execPath, [next, "start", "-H", "127.0.0.1", "-p", String(port)], { cwd: folder, env: { ...process.env, ...ENV }, stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  try {
    await new Promise((resolve, reject) => {
      const hear = (text) => {
        log += text;
        if (/Ready in/.test(log)) resolve();
      };
      for (const stream of [server.stdout, server.stderr]) stream.setEncoding("utf8").on("data", hear);
      server.on("exit", () => reject(new Error(`the app ended:\n${log}`)));
    });
    return await use(`http://127.0.0.1:${port}/`);
  } finally {
    server.kill();
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

for (const bundler of ["turbopack", "webpack"]) {
  test(`Next.js, bundled by ${bundler}: on the server and in the browser`, async () => {
    const folder = appWithTools(FILES);
    runTool(folder, next, ["build", `--${bundler}`], ENV);
    await started(folder, async (address) => {
      const html = await (await fetch(address)).text();
      assert.match(html, new RegExp(`<p id="server">${TOLD}</p>`));
      assert.match(html, /<p id="client">true<\/p>/);
      assert.equal(await told(address), `${TOLD} | ${TOLD} | true`);
    });
  });
}
