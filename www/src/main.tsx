import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import engine from "rolescope/engine.wasm?url";
import { init } from "rolescope/slim";
import { App } from "./app";
import { keepForOffline, reloadForMissingFiles } from "./offline";
import { ConsoleModel } from "./state/model";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/outline.css";
import "./styles/parts.css";
import "./styles/navigation.css";
import "./styles/page.css";
import "./styles/panels.css";
import "./styles/access.css";
import "./styles/changes.css";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");
reloadForMissingFiles();
try {
  await init(engine);
  createRoot(root).render(
    <StrictMode>
      <App model={new ConsoleModel()} />
    </StrictMode>,
  );
  keepForOffline();
} catch (error) {
  root.innerHTML = "<p class='loading' role='alert'></p>";
  root.firstElementChild!.textContent = `The engine could not be started: ${error instanceof Error ? error.message : String(error)}`;
}
