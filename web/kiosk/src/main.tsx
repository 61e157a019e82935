/** Starts the gate's screen. */
import { startLanguage } from "@sitewarden/kit/i18n";
import "@sitewarden/kit/tokens.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Kiosk } from "./kiosk";
import "./kiosk.css";

startLanguage();
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Kiosk />
    </StrictMode>,
  );
}
