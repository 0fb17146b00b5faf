// Hashes of results: of the program, and of the page of the model in a browser.
import { execFileSync } from "node:child_process";

// What the program says of a run that it writes to `results`.
export function nativeHash(results, { scenario, settings = [], replicates }) {
  const words = ["run", scenario, ...settings.flatMap((setting) => ["--set", setting]), "--replicates", String(replicates), "--quiet", "--format", "json", "--force", "--out", results];
  return JSON.parse(execFileSync(process.env.COMITY_BINARY, words, { cwd: process.env.COMITY_SOURCE_DIR, encoding: "utf8", maxBuffer: 1 << 28 })).results_hash;
}

// In a page of the model: two of its workers run replicate 0 of each scenario. Goes to the browser as text.
export async function hashesInWorkers(wanted) {
  const { worker, module, files } = window.comityParts;
  const found = {};
  const entries = Object.entries(wanted);
  const one = async () => {
    const hand = new Worker(worker);
    hand.postMessage({ module, files });
    const ask = (question) => new Promise((resolve) => { hand.onmessage = ({ data }) => resolve(data); hand.postMessage({ id: 1, question }); });
    while (entries.length > 0) {
      const [scenario, { settings }] = entries.shift();
      const load = await ask({ ask: "load", side: 1, scenario, settings, edits: {} });
      found[scenario] = load.code === 0 ? (await ask({ ask: "run", side: 1, replicate: 0 })).answer.hash : load.answer;
    }
    hand.terminate();
  };
  await Promise.all([one(), one()]);
  return found;
}
