// How quick the page is: node tests/bench/page.mjs (after ./bootstrap page and a build of the program; libraries as for the browser tests).
// Needs COMITY_BINARY, COMITY_SOURCE_DIR, COMITY_WASM, COMITY_PAGE, and to stand where playwright-core is (build/release/tests/browser).
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Core } from "../../web/page/src/core.js";

const { COMITY_BINARY: comity, COMITY_SOURCE_DIR: source, COMITY_WASM: wasm, COMITY_PAGE: file, COMITY_CHROMIUM: browserPath = "/usr/bin/chromium" } = process.env;
const { chromium } = createRequire(join(process.cwd(), "package.json"))("playwright-core");
const RUNS = 6;

console.log(`page ${statSync(file).size} bytes, model ${statSync(wasm).size} bytes, ${gzipSync(readFileSync(wasm), { level: 9 }).length} compressed`);

// CPU time of a replicate, in this process and in the program, of which its start is taken off.
const files = Object.fromEntries(readdirSync(join(source, "scenarios"), { recursive: true }).filter((name) => name.endsWith(".toml")).map((name) => [`scenarios/${name}`, readFileSync(join(source, "scenarios", name), "utf8")]));
const core = await Core.of(await WebAssembly.compile(readFileSync(wasm)));
core.ask({ ask: "files", files });
const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6; };
const native = (scenario, replicates) => {
  const text = execFileSync("/usr/bin/python3", ["-c", "import resource,subprocess,sys; subprocess.run(sys.argv[1:], check=True); r=resource.getrusage(resource.RUSAGE_CHILDREN); print(r.ru_utime+r.ru_stime)",
    comity, "run", `scenarios/${scenario}.toml`, "--replicates", String(replicates), "--threads", "1", "--quiet", "--force", "--out", "/tmp/comity-bench.h5"], { cwd: source, encoding: "utf8" });
  return Number(text);
};
for (const scenario of ["two-states", "microsoft-ireland"]) {
  core.ask({ ask: "load", side: 1, scenario: `scenarios/${scenario}.toml`, settings: [], edits: {} });
  const run = (replicate) => core.ask({ ask: "run", side: 1, replicate });
  for (let i = 0; i < RUNS; i += 1) run(i); // the engine makes it faster while it runs
  const begun = cpu();
  for (let i = 0; i < RUNS; i += 1) run(i);
  const mine = (cpu() - begun) / RUNS;
  const theirs = (native(scenario, 1 + 4 * RUNS) - native(scenario, 1)) / (4 * RUNS);
  console.log(`${scenario}: ${(1000 * mine).toFixed(1)} ms CPU a run here, ${(1000 * theirs).toFixed(1)} ms in the program (with its file): × ${(mine / theirs).toFixed(2)}; memory ${(core.made.memory.buffer.byteLength / 1e6).toFixed(0)} MB`);
}

const browser = await chromium.launch({ executablePath: browserPath, args: ["--headless", "--no-sandbox", "--disable-gpu"] });
for (const hash of ["#s=two-states&n=20", "#s=microsoft-ireland&n=8"]) {
  const page = await (await browser.newContext({ offline: true })).newPage();
  const begun = Date.now();
  await page.goto(`file://${file}${hash}`);
  while (!(await page.evaluate(() => document.querySelector("#charts svg") !== null))) await new Promise((resolve) => { setTimeout(resolve, 20); });
  const first = Date.now() - begun;
  while (!(await page.evaluate(() => document.documentElement.dataset.ready === "yes"))) await new Promise((resolve) => { setTimeout(resolve, 20); });
  console.log(`${hash}: first picture after ${first} ms, all runs after ${Date.now() - begun} ms; ${await page.locator("#status").textContent()}`);
  await page.close();
}
await browser.close();
