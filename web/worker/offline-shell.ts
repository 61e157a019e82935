/**
 * Writes the service worker that keeps these pages opening when the line is cut: `sw.js` beside the pages, with
 * the names of the files of this build. It keeps only the pages' own files; nothing the platform says is kept.
 */
import { createHash } from "node:crypto";
import type { Plugin } from "vite";

export function offlineShell(base: string): Plugin {
  return {
    name: "sitewarden-offline-shell",
    apply: "build",
    generateBundle(_, bundle) {
      const files = Object.keys(bundle)
        .filter((name) => name !== "index.html")
        .map((name) => base + name);
      const build = createHash("sha256").update(files.sort().join("\n")).digest("hex").slice(0, 12);
      this.emitFile({ type: "asset", fileName: "sw.js", source: serviceWorker(base, build, files) });
    },
  };
}

function serviceWorker(base: string, build: string, files: string[]): string {
  return `const base = ${JSON.stringify(base)};
const store = "sitewarden-pages-${build}";
const files = ${JSON.stringify(files)};

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(store).then((cache) => cache.addAll([base, ...files])).then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names
        .filter((name) => name.startsWith("sitewarden-pages-") && name !== store)
        .map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

// A page is asked of the platform first, so that a new build shows at once; its files never change under a name.
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || !url.pathname.startsWith(base)) return;
  if (event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => caches.match(base)));
  } else if (files.includes(url.pathname)) {
    event.respondWith(caches.match(event.request, { ignoreVary: true }).then((kept) => kept ?? fetch(event.request)));
  }
});
`;
}
