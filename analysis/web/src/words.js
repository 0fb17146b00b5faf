// The answer in words: what was found, what it rests on, how sure it is.
import { make } from "./dom.js";

const list = (sentences) => make("ul", {}, sentences.map((sentence) => make("li", {}, sentence)));

// What the model does not do, from its description (build.mjs); what stands in bold there is in bold here.
function leavesOut() {
  const item = (text) => make("li", {}, text.split("**").map((part, i) => (i % 2 === 1 ? make("b", {}, part) : part)));
  return make("details", { id: "leaves-out" }, make("summary", {}, "What the model leaves out"),
    make("ul", {}, LEAVES_OUT.map(item)), make("p", {}, "From section 9 of the model's description, sim/MODEL.md."));
}

export function words(told) {
  if (!told) return null;
  return make("section", { id: "words", class: "panel" }, make("h2", {}, "The answer in words"),
    list(told.answer),
    make("h3", {}, "What it rests on, and how sure it is"),
    list([...told.rests, told.sure]), leavesOut());
}
