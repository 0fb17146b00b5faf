// The model as WebAssembly under node gives the bits of the program. Needs COMITY_BINARY, COMITY_SOURCE_DIR, COMITY_WASM and a folder to write in
// as argument, where it leaves hashes.json for the test in a browser.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { makeAttempts } from "../browser/attempts.mjs";
import { Core } from "../../web/page/src/core.js";
import { freshSettings, hashOf as addressOf, overridesOf, settingsOf, tomlOf } from "../../web/page/src/settings.js";

const { COMITY_BINARY: comity, COMITY_SOURCE_DIR: source, COMITY_WASM: wasm } = process.env;
const folder = resolve(process.argv[2]);
mkdirSync(folder, { recursive: true });
const program = async (...words) => (await promisify(execFile)(comity, words, { cwd: source, encoding: "utf8", maxBuffer: 1 << 28 })).stdout;

const files = Object.fromEntries(readdirSync(join(source, "scenarios"), { recursive: true }).filter((name) => name.endsWith(".toml")).map((name) => [`scenarios/${name}`, readFileSync(join(source, "scenarios", name), "utf8")]));
const module = await WebAssembly.compile(readFileSync(wasm));
async function fresh() {
  const core = await Core.of(module);
  assert.equal(core.ask({ ask: "files", files }).code, 0);
  return core;
}

// The answer, or the program's text of what is wrong.
function must(reply) {
  assert.equal(reply.code, 0, reply.answer);
  return reply;
}

function runs(core, { scenario, settings = [], replicates, side = 1 }) {
  must(core.ask({ ask: "load", side, scenario, settings: [...settings, `run.replicates=${replicates}`], edits: {} }));
  for (let replicate = 0; replicate < replicates; replicate += 1)
    must(core.ask({ ask: "take", side, replicate }, must(core.ask({ ask: "run", side, replicate })).record));
  return must(core.ask({ ask: "report", side, replicates })).answer;
}

const words = (settings) => settings.flatMap((setting) => ["--set", setting]);

async function native({ scenario, settings = [], replicates }, results) {
  await program("run", scenario, ...words(settings), "--replicates", String(replicates), "--quiet", "--force", "--out", results);
}

// What stands in results files, by one reader that is not the program's.
async function hashesOf(results) {
  const read = "import h5py, json, sys\nprint(json.dumps([h5py.File(name)['provenance'].attrs['results_hash'] for name in sys.argv[1:]], default=lambda text: text.decode()))";
  return JSON.parse((await promisify(execFile)("/usr/bin/python3", ["-c", read, ...results], { encoding: "utf8" })).stdout);
}

const contentsOf = (page) => JSON.parse(/<script type="application\/json" id="contents">(.*?)<\/script>/s.exec(page)[1]);

const attempts = makeAttempts();
const { attempt } = attempts;

// The hash of a file of one run, given the run's (hash_with_run of results/run_record.h).
function hashOfOne(run) {
  let hash = 0xcbf29ce484222325n;
  for (let shift = 0n; shift < 64n; shift += 8n) hash = BigInt.asUintN(64, (hash ^ ((BigInt(`0x${run}`) >> shift) & 0xffn)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}

// Every shipped scenario, one run each, at its own parameters as the page has it; the disputes with a fifth of the demands that they are shipped
// with, to take less time.
const OWN = "worlds.use=false";
const thinned = (file) => [OWN, ...(file.includes("/disputes/") ? ["run.scale=0.02"] : [])];

async function allScenarios() {
  const { scenarios, commit } = must((await fresh()).ask({ ask: "model" })).answer;
  await attempt("the list of scenarios, and the commit", async () => {
    assert.deepEqual(scenarios, JSON.parse(await program("scenarios", "--format", "json")));
    assert.ok(scenarios.length > 40);
    assert.ok((await program("--version")).includes(commit), `the page is of commit ${commit}; build both again`);
  });
  const hashes = {};
  const results = [];
  await attempt("one run of each", async () => {
    for (const [i, { file }] of scenarios.entries()) {
      const one = { scenario: file, settings: thinned(file), replicates: 1 };
      results.push(join(folder, `one-${i}.h5`));
      const made = native(one, results[i]);
      const core = await fresh();
      must(core.ask({ ask: "load", side: 1, scenario: file, settings: [...one.settings, "run.replicates=1"], edits: {} }));
      hashes[file] = { settings: one.settings, hash: must(core.ask({ ask: "run", side: 1, replicate: 0 })).answer.hash };
      await made;
    }
    writeFileSync(join(folder, "hashes.json"), JSON.stringify(hashes));
  });
  const theirs = await hashesOf(results);
  for (const [i, { name, file }] of scenarios.entries())
    await attempt(`the bits of ${name}`, () => assert.equal(hashOfOne(hashes[file].hash), theirs[i]));
}

// More than hashes: answers and charts are those of the program's own report, letter for letter.
async function sameReport(one, name) {
  const core = await fresh();
  const mine = runs(core, one);
  const results = join(folder, `${name}.h5`);
  await native(one, results);
  await program("report", results, "--force", "--out", join(folder, `${name}.html`));
  const theirs = contentsOf(readFileSync(join(folder, `${name}.html`), "utf8"));
  for (const contents of [mine, theirs]) {
    delete contents.provenance.compiler;
    delete contents.provenance.commit; // asked for below
    contents.provenance.inputs.sort((left, right) => (left.path < right.path ? -1 : 1));
  }
  assert.deepEqual(mine, theirs);
  assert.ok(mine.charts.length > 8);
  return core;
}

async function samePair() {
  const core = await fresh();
  const shipped = { scenario: "scenarios/two-states.toml", replicates: 6, side: 0 };
  const changed = { ...shipped, settings: ["choose.diplomatic_cost=0.8"], side: 1 };
  runs(core, shipped);
  runs(core, changed);
  const mine = must(core.ask({ ask: "compare", replicates: 6 })).answer;
  const [first, second] = [join(folder, "the scenario as shipped.h5"), join(folder, "your version.h5")];
  await native(shipped, first);
  await native(changed, second);
  await program("report", first, second, "--force", "--out", join(folder, "pair.html"));
  const theirs = contentsOf(readFileSync(join(folder, "pair.html"), "utf8"));
  assert.deepEqual(mine.answers, theirs.answers);
  assert.deepEqual(mine.charts, theirs.charts);
  assert.deepEqual(mine.compared, theirs.compared);
  assert.ok(mine.compared.differences.some((one) => one.what === "choose.diplomatic_cost"));
}

// What is wrong is said as the program says it.
async function sameErrors() {
  const core = await fresh();
  const law = "scenarios/law/northland.toml";
  const cases = [
    { settings: ["choose.precison=4"] }, { settings: ["choose.precision=word"] }, { settings: ["choose.precision=1e9"] }, { settings: ["run.start=2020-02-31"] },
    { edits: { "scenarios/two-states.toml": files["scenarios/two-states.toml"].replace("[run]", "[run") } },
    { edits: { "scenarios/two-states.toml": files["scenarios/two-states.toml"].replace("northland-reach.toml", "no-such.toml") } },
    { edits: { [law]: files[law].replace(/when += "/, 'when = "and ') } },
    { edits: { [law]: files[law].replace(/when += "/, 'when = "order is urs and ') } },
  ];
  for (const { settings = [], edits = {} } of cases) {
    const reply = core.ask({ ask: "load", side: 1, scenario: "scenarios/two-states.toml", settings, edits });
    assert.equal(reply.code, 2, `${JSON.stringify(settings)} is taken`);
    const tree = join(folder, "edited");
    cpSync(join(source, "scenarios"), join(tree, "scenarios"), { recursive: true });
    for (const [path, text] of Object.entries(edits)) writeFileSync(join(tree, path), text);
    const theirs = await promisify(execFile)(comity, ["run", "scenarios/two-states.toml", ...words(settings), "--quiet", "--force", "--out", join(folder, "no.h5")], { cwd: tree, encoding: "utf8" }).then(() => assert.fail("the program takes it"), (error) => error);
    assert.equal(theirs.code, 2, theirs.stderr);
    assert.equal(reply.answer.trimEnd(), theirs.stderr.trimEnd());
  }
}

// Settings keep what they are in the address of the page and in a file for the command line.
async function sameElsewhere() {
  const settings = freshSettings("scenarios/two-states.toml");
  Object.assign(settings, { replicates: 3, seed: "5" });
  Object.assign(settings.values, { "phases.locate": "false", "reform.localisation.mode": "never", "choose.diplomatic_cost": "0.8", "locate.exposure": "place" });
  settings.edits["scenarios/law/northland.toml"] = files["scenarios/law/northland.toml"].replace("judge approved", "serious offence").concat("# end & = % é\n");
  assert.deepEqual(settingsOf(addressOf(settings, files), files), settings);
  assert.equal(settingsOf("#s=../../etc/passwd", files), null);
  settings.edits = {};
  const mine = runs(await fresh(), { scenario: settings.scenario, settings: overridesOf(settings).slice(0, -1), replicates: 3 });
  writeFileSync(join(folder, "mine.toml"), tomlOf(settings, "mine?"));
  await program("run", join(folder, "mine.toml"), "--replicates", "3", "--seed", "5", "--quiet", "--force", "--out", join(folder, "mine.h5"));
  assert.deepEqual([mine.provenance.results_hash], await hashesOf([join(folder, "mine.h5")]));
}

async function sameStory(core) {
  const results = join(folder, "two-states.h5");
  const told = must(core.ask({ ask: "story", side: 1, replicate: 1, demand: "focal" })).answer.text;
  const theirs = await program("explain", results, "--replicate", "1");
  const plain = (text) => text.replaceAll(results, "FILE").replaceAll("the page", "FILE").replace(/\s+/g, " ");
  assert.equal(plain(told), plain(theirs));
}

// Memory of WebAssembly only grows: the worker that reports may not grow with every run.
async function smallDesk() {
  const core = await fresh();
  const replicates = 100;
  const load = { ask: "load", scenario: "scenarios/microsoft-ireland.toml", settings: [OWN, `run.replicates=${replicates}`], edits: {} };
  for (const side of [0, 1]) must(core.ask({ ...load, side }));
  const { record } = must(core.ask({ ask: "run", side: 1, replicate: 0 }));
  for (const side of [0, 1]) for (let replicate = 0; replicate < replicates; replicate += 1) must(core.ask({ ask: "take", side, replicate }, record));
  assert.ok(2 * replicates * record.length > 200e6, "too little to fill a memory");
  must(core.ask({ ask: "report", side: 1, replicates }));
  must(core.ask({ ask: "compare", replicates }));
  assert.ok(core.made.memory.buffer.byteLength < 64e6, `${core.made.memory.buffer.byteLength} bytes`);
}

let core = null;
await attempt("the report of two-states, 8 runs", async () => { core = await sameReport({ scenario: "scenarios/two-states.toml", replicates: 8 }, "two-states"); });
await attempt("the report of microsoft-ireland, 3 runs, another seed", () => sameReport({ scenario: "scenarios/microsoft-ireland.toml", settings: [OWN, "run.seed=77"], replicates: 3 }, "microsoft-ireland"));
await attempt("the story of a dispute", () => sameStory(core));
await attempt("the difference of two settings", samePair);
await attempt("the memory of the worker that reports", smallDesk);
await attempt("the same settings in an address and in a file", sameElsewhere);
await attempt("the words of errors", sameErrors);
await allScenarios();
process.exitCode = attempts.failures === 0 ? 0 : 1;
