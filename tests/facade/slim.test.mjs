import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

// Each case in a process of its own: once the engine is ready, it stays so.
function inProcess(script) {
  const preamble = `
    import assert from "node:assert/strict";
    import { readFileSync } from "node:fs";
    import { createServer } from "node:http";
    import * as slim from "rolescope/slim";
    const wasm = () => readFileSync(new URL(import.meta.resolve("rolescope/engine.wasm")));
    const works = () => assert.equal(slim.Catalog.builtin("studio").id, "studio");
    const notReady = () => assert.throws(() => slim.Catalog.builtin("studio"), { name: "RolescopeError", code: "not-ready" });
  `;
  const cwd = new URL(".", import.meta.url);
  const out = execFileSync(process.execPath, ["--input-type=module", "-e", `${preamble}${script}\nconsole.log("done");`], { cwd, encoding: "utf8", timeout: 30_000 });
  assert.match(out, /done\n$/);
}

const served = (head, body) => `
  const server = createServer((_, response) => { response.writeHead(${head}); response.end(${body}); });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = \`http://127.0.0.1:\${server.address().port}/engine.wasm\`;
`;
const WASM_TYPE = `200, { "content-type": "application/wasm" }`;

const CASES = {
  "before init everything that needs the engine is not-ready": `
    notReady();
    assert.throws(() => slim.Catalog.parse("{}"), { code: "not-ready" });
    assert.equal(slim.isRolescopeError(0), false);
  `,
  "bytes are enough, and it is ready before the promise is": `const pending = slim.init(wasm()); works(); await pending;`,
  "an ArrayBuffer is enough": `await slim.init(new Uint8Array(wasm()).buffer); works();`,
  "a module is enough": `const pending = slim.init(new WebAssembly.Module(wasm())); works(); await pending;`,
  "an address is enough": `${served(WASM_TYPE, "wasm()")} await slim.init(address); works(); server.close();`,
  "a URL is enough": `${served(WASM_TYPE, "wasm()")} await slim.init(new URL(address)); works(); server.close();`,
  "a file's URL is enough": `
    const file = import.meta.resolve("rolescope/engine.wasm");
    await assert.rejects(slim.init(new URL("no-such-file.wasm", file)), { name: "RolescopeError", code: "not-ready" });
    notReady();
    await slim.init(new URL(file));
    works();
  `,
  "a file's URL as text is enough": `await slim.init(import.meta.resolve("rolescope/engine.wasm")); works();`,
  "what has an address is enough, such as a URL of another realm": `
    ${served(WASM_TYPE, "wasm()")}
    await slim.init({ href: address });
    works();
    server.close();
  `,
  "a response is enough, and so is the promise of one": `
    ${served(WASM_TYPE, "wasm()")}
    await slim.init(fetch(address));
    works();
    await slim.init(await fetch(address));
    works();
    server.close();
  `,
  "a server that sends another type is put up with": `
    ${served(`200, { "content-type": "application/octet-stream" }`, "wasm()")}
    await slim.init(address);
    works();
    server.close();
  `,
  "twice does no harm, at once or later": `
    await Promise.all([slim.init(wasm()), slim.init(wasm())]);
    const catalog = slim.Catalog.builtin("twilio");
    await slim.init(wasm());
    await slim.init("http://127.0.0.1:1/never-asked");
    assert.equal(catalog.role("studio-admin").name, "Studio Admin");
  `,
  "a failure is not-ready, and the next try may succeed": `
    ${served("404", "''")}
    await assert.rejects(slim.init(address), { name: "RolescopeError", code: "not-ready" });
    server.close();
    for (const source of [undefined, null, 5, {}, new Uint8Array(3), "not an address"]) {
      await assert.rejects(slim.init(source), { name: "RolescopeError", code: "not-ready" });
      notReady();
    }
    await slim.init(wasm());
    works();
  `,
  "shares the engine with the main entry": `
    const main = await import("rolescope");
    works();
    assert.equal(main.Catalog, slim.Catalog);
  `,
  "is there for require too": `
    import { createRequire } from "node:module";
    const copy = createRequire(import.meta.url)("rolescope/slim");
    assert.throws(() => copy.Catalog.builtin("studio"), { code: "not-ready" });
    await copy.init(wasm());
    assert.equal(copy.Catalog.builtin("studio").id, "studio");
  `,
};

for (const [name, script] of Object.entries(CASES)) test(name, () => inProcess(script));
