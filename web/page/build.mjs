// Writes the page: node build.mjs LIBRARIES WASM SCENARIOS OUTPUT. One HTML file that holds everything; what it holds is compressed and
// stands in letters.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { lighter } from "../../analysis/web/lighter.mjs";

const [libraries, wasm, scenarios, output] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const { build } = createRequire(join(libraries, "package.json"))("esbuild");

// What the model leaves out, as analysis/web/build.mjs gives it to the report page: the items of section 9 of its description.
const section = /^## 9 What the model does not do\n([^]*?)^## /m.exec(readFileSync(join(here, "../../sim/MODEL.md"), "utf8"))[1];
const leavesOut = section.split(/^\* /m).slice(1).map((item) => item.replace(/\s+/g, " ").replaceAll("`", "").trim());

async function bundle(script) {
  const made = await build({
    entryPoints: [join(here, "src", script)], bundle: true, minify: true, write: false, format: "iife", platform: "browser", target: ["es2020"],
    nodePaths: [join(libraries, "node_modules")], external: ["canvas", "node:fs"], loader: { ".json": "json" }, plugins: [lighter], define: { LEAVES_OUT: JSON.stringify(leavesOut) }, charset: "utf8", legalComments: "none", logLevel: "warning",
  });
  return made.outputFiles[0].text;
}

// Scenarios and laws by their names in the source.
function textsOf(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".toml") && !/^(evidence|calibration.*aims)/.test(name));
  return Object.fromEntries(names.sort().map((name) => [`scenarios/${name.replaceAll("\\", "/")}`, readFileSync(join(folder, name), "utf8")]));
}

// Seven bits a letter, a seventh less than base 64 takes. The three that HTML would change or end on stand 256 further up.
const CHANGED = [0, "\r".charCodeAt(0), "<".charCodeAt(0)];
function lettered(bytes) {
  const letters = [];
  let bits = 0;
  let count = 0;
  const put = (value) => letters.push(String.fromCharCode(CHANGED.includes(value) ? value + 256 : value));
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0x7fff;
    count += 8;
    for (; count >= 7; count -= 7) put((bits >> (count - 7)) & 0x7f);
  }
  if (count > 0) put((bits << (7 - count)) & 0x7f);
  return letters.join("");
}

const packed = (content) => lettered(gzipSync(content, { level: 9 }));
const digest = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const style = readFileSync(join(here, "../../analysis/web/style.css"), "utf8") + readFileSync(join(here, "page.css"), "utf8");
const starter = (await bundle("start.js")).trim();
const policy = [
  "default-src 'none'", `script-src ${digest(starter)} 'wasm-unsafe-eval' blob:`, "worker-src blob:", `style-src ${digest(style)}`,
  "img-src data: blob:", "base-uri 'none'", "form-action 'none'",
].join("; ");
const fills = {
  policy, style, starter,
  script: packed(await bundle("main.js")),
  worker: packed(await bundle("worker.js")),
  files: packed(JSON.stringify(textsOf(scenarios))),
  wasm: packed(readFileSync(wasm)),
};
const page = readFileSync(join(here, "page.html"), "utf8").replace(/\{\{(\w+)\}\}/g, (mark, name) => fills[name]);
writeFileSync(output, page);
const kilobytes = (text) => `${Math.round(Buffer.byteLength(text) / 1000)} KB`;
console.log(`${relative(process.cwd(), output)}: ${kilobytes(page)} (model ${kilobytes(fills.wasm)}, scenarios and laws ${kilobytes(fills.files)}, page ${kilobytes(fills.script)})`);
