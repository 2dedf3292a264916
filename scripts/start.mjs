// `npm start`: installs what is missing, builds, and serves the demo.
import { buildAll, buildDemo } from "./build.mjs";
import { asScript, run } from "./run.mjs";

await asScript(async () => {
  await buildAll();
  buildDemo();
  // Prints the address; takes the next port when its own is in use.
  run("npm", ["run", "preview", "-w", "www"]);
});
