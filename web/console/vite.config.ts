import { defineConfig } from "vite";

import { pages } from "../vite.shared";

export default defineConfig(pages("/"));
