// Bundles src/main.js with all it needs into one file: node build.mjs OUTPUT
import { build } from "esbuild";

await build({
  entryPoints: ["src/main.js"],
  outfile: process.argv[2],
  bundle: true,
  minify: true,
  format: "iife",
  platform: "browser",
  target: ["es2020"],
  external: ["canvas", "node:fs"],
  loader: { ".json": "json" },
  charset: "ascii",
  legalComments: "none",
  logLevel: "warning",
});
