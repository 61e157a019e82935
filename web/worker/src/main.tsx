/** Starts the worker's pages. */
import { startLanguage } from "@sitewarden/kit/i18n";
import "@sitewarden/kit/tokens.css";
import "antd-mobile/es/global";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { startSize } from "./shell/size";
import "./styles/base.css";
import "./styles/parts.css";
import "./styles/standing.css";
import "./styles/declaration.css";
import "./styles/face.css";

startLanguage();
startSize();

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

// Keeps the pages opening with the line cut. Web views without service workers go on without.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  window.addEventListener("load", () => {
    navigator.serviceWorker.register("/worker/sw.js", { scope: "/worker/" }).catch(() => undefined);
  });
}
