/** The console's beginning: language and scheme first, so that nothing flashes, then the app. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { startLanguage } from "@sitewarden/kit/i18n";
import { startScheme } from "@sitewarden/kit/scheme";
import "@sitewarden/kit/tokens.css";

import { App } from "./shell/app";
import "./shell/ground.css";

startLanguage();
startScheme();

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
