// Unpacks what the page holds and starts its script; meanwhile the worker that reports wakes up.
import { startWorker } from "./crew.js";

// What an element holds, out of its letters and its compression.
function unpacked(id) {
  const element = document.getElementById(id);
  const letters = element.textContent;
  element.remove();
  const bytes = new Uint8Array(Math.floor((letters.length * 7) / 8)); // seven bits a letter (build.mjs)
  let bits = 0;
  let count = 0;
  let next = 0;
  for (let i = 0; i < letters.length; i += 1) {
    bits = ((bits << 7) | (letters.charCodeAt(i) & 0x7f)) & 0x7fff;
    count += 7;
    if (count >= 8) {
      count -= 8;
      bytes[next] = bits >> count;
      next += 1;
    }
  }
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
}

const scriptOf = async (id) => URL.createObjectURL(new Blob([await unpacked(id).text()], { type: "text/javascript" }));

async function start() {
  const script = scriptOf("script");
  const [worker, files, module] = await Promise.all([
    scriptOf("worker"), unpacked("files").json(), unpacked("wasm").arrayBuffer().then((bytes) => WebAssembly.compile(bytes)),
  ]);
  const parts = { worker, files, module };
  window.comityParts = { ...parts, spare: [startWorker(parts)] };
  const element = document.createElement("script");
  element.src = await script;
  document.body.append(element);
}

start().catch((failure) => {
  document.querySelector("h1").textContent = `This browser cannot run the model (${failure.message}). Chrome or Edge 95, Firefox 113, Safari 16.4 or newer can.`;
});
