import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { ConsoleModel } from "./model";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/parts.css";
import "./styles/navigation.css";
import "./styles/page.css";
import "./styles/panels.css";
import "./styles/access.css";
import "./styles/changes.css";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");
createRoot(root).render(
  <StrictMode>
    <App model={new ConsoleModel()} />
  </StrictMode>,
);
