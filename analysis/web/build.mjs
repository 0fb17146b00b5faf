// Bundles a script with all it needs into one file: node build.mjs SCRIPT OUTPUT
import { existsSync, readFileSync } from "node:fs";
import { build } from "esbuild";
import { lighter } from "./lighter.mjs";

// Section 9 of sim/MODEL.md beside this file, an item a string: the page says what the model leaves out.
function leavesOut(file) {
  if (!existsSync(file)) throw new Error(`${file} is missing: the page says what it says of the model`);
  const section = /^## 9 What the model does not do\n([^]*?)^## /m.exec(readFileSync(file, "utf8"));
  if (!section) throw new Error(`${file} has no section 9 "What the model does not do"`);
  return section[1].split(/^\* /m).slice(1).map((item) => item.replace(/\s+/g, " ").replaceAll("`", "").trim());
}

await build({
  entryPoints: [process.argv[2]],
  outfile: process.argv[3],
  bundle: true,
  minify: true,
  format: "iife",
  platform: "browser",
  target: ["es2020"],
  external: ["canvas", "node:fs"],
  plugins: [lighter],
  loader: { ".json": "json" },
  define: { LEAVES_OUT: JSON.stringify(leavesOut("MODEL.md")) },
  charset: "ascii",
  legalComments: "none",
  logLevel: "warning",
});
