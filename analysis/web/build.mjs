// Bundles a script with all it needs into one file: node build.mjs SCRIPT OUTPUT
import { build } from "esbuild";

await build({
  entryPoints: [process.argv[2]],
  outfile: process.argv[3],
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
