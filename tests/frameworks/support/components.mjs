// Svelte components from their text.
import { compile } from "svelte/compiler";

export async function component(source, generate = "client") {
  const { js } = compile(source, { generate, dev: false, name: "App", filename: "App.svelte" });
  return (await import(`data:text/javascript,${encodeURIComponent(js.code)}`)).default;
}
