import { defineConfig } from "vite";

// Relative addresses, so that the page also works below a path of a proxy; every file by itself, because the page's
// Content-Security-Policy allows neither inline scripts and styles nor `data:` addresses.
export default defineConfig({
    root: "source",
    base: "./",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
        outDir: "../dist",
        emptyOutDir: true,
        assetsInlineLimit: 0,
        license: { fileName: "licences.md" },
        modulePreload: { polyfill: false },
        target: "es2022",
    },
});
