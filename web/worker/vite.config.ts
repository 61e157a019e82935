import { defineConfig } from "vite";
import { pages } from "../vite.shared.ts";
import { offlineShell } from "./offline-shell.ts";

const shared = pages("/worker/");

export default defineConfig({ ...shared, plugins: [...(shared.plugins ?? []), offlineShell("/worker/")] });
