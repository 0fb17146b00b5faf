// How quick the page is: node tests/bench/page.mjs (after ./bootstrap page and a build of the program; libraries as for the browser tests).
// Needs COMITY_BINARY, COMITY_SOURCE_DIR, COMITY_WASM, COMITY_PAGE, and to stand where the browser tests
// do (build/release/tests/browser).
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Core } from "../../web/page/src/core.js";

const { COMITY_BINARY: comity, COMITY_SOURCE_DIR: source, COMITY_WASM: wasm, COMITY_PAGE: file } = process.env;
const { launch, until } = await import(join(process.cwd(), "browser.mjs"));
const MOST = 500; // runs that the page offers

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
const megabytes = () => `${(core.made.memory.buffer.byteLength / 1e6).toFixed(0)} MB`;
for (const [scenario, runs] of [["two-states", 200], ["microsoft-ireland", 10]]) {
  core.ask({ ask: "load", side: 1, scenario: `scenarios/${scenario}.toml`, settings: [`run.replicates=${MOST}`], edits: {} });
  const run = (replicate) => core.ask({ ask: "run", side: 1, replicate });
  for (let i = 0; i < runs; i += 1) run(i); // the engine makes it faster while it runs
  const begun = cpu();
  for (let i = 0; i < runs; i += 1) run(i);
  const mine = (cpu() - begun) / runs;
  const theirs = (native(scenario, 1 + 2 * runs) - native(scenario, 1)) / (2 * runs);
  console.log(`${scenario}: ${(1000 * mine).toFixed(1)} ms CPU a run here, ${(1000 * theirs).toFixed(1)} ms in the program (with its file): × ${(mine / theirs).toFixed(2)}; memory ${megabytes()}`);
}

// The worker that reports, given one run of the main scenario again and again, for both sides.
core.ask({ ask: "load", side: 0, scenario: "scenarios/microsoft-ireland.toml", settings: [`run.replicates=${MOST}`], edits: {} });
const { record } = core.ask({ ask: "run", side: 1, replicate: 0 });
for (const replicates of [40, MOST]) {
  for (const side of [0, 1]) for (let replicate = 0; replicate < replicates; replicate += 1) core.ask({ ask: "take", side, replicate }, record);
  const begun = Date.now();
  const codes = [core.ask({ ask: "report", side: 1, replicates }), core.ask({ ask: "compare", replicates })].map(({ code }) => code);
  console.log(`microsoft-ireland, 2 × ${replicates} runs: reported in ${((Date.now() - begun) / 1000).toFixed(1)} s (${codes}), memory ${megabytes()}`);
}

const browser = await launch();
for (const hash of ["#s=two-states&n=20", "#s=microsoft-ireland&n=8"]) {
  const page = await (await browser.newContext({ offline: true })).newPage();
  const begun = Date.now();
  const after = async (what) => { await until(page, what); return Date.now() - begun; };
  await page.goto(`file://${file}${hash}`);
  const first = await after(() => document.querySelector("#charts svg") !== null);
  const all = await after(() => document.documentElement.dataset.ready === "yes");
  console.log(`${hash}: first picture after ${first} ms, all runs after ${all} ms; ${await page.locator("#status").textContent()}`);
  await page.close();
}
await browser.close();
