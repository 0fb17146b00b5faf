// Unpacks what the page holds and starts its script.

// What an element holds, out of its letters and its compression.
function unpacked(id) {
  const element = document.getElementById(id);
  const letters = atob(element.textContent);
  element.remove();
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
}

const scriptOf = async (id) => URL.createObjectURL(new Blob([await unpacked(id).text()], { type: "text/javascript" }));

async function start() {
  const [worker, script, files, module] = await Promise.all([
    scriptOf("worker"), scriptOf("script"), unpacked("files").json(), unpacked("wasm").arrayBuffer().then((bytes) => WebAssembly.compile(bytes)),
  ]);
  window.comityParts = { worker, files, module };
  const element = document.createElement("script");
  element.src = script;
  document.body.append(element);
}

start().catch((failure) => {
  document.querySelector("h1").textContent = `This browser cannot run the model (${failure.message}). Chrome or Edge 95, Firefox 113, Safari 16.4 or newer can.`;
});
