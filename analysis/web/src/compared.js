// Of a page of two files: how their runs pair, and what of their inputs is not the same.
import { make } from "./dom.js";

export function compared(pair) {
  if (!pair) return null;
  const head = make("tr", {}, ["input", pair.first, pair.second].map((text) => make("th", { scope: "col" }, text)));
  const row = (one) => make("tr", {}, make("th", { scope: "row" }, one.what), make("td", {}, one.first || "–"), make("td", {}, one.second || "–"));
  const table = make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "What is not the same" },
    make("table", {}, make("thead", {}, head), make("tbody", {}, pair.differences.map(row))));
  return make("section", { id: "compared" }, make("h2", {}, "What is not the same"), make("p", {}, pair.pairing),
    pair.differences.length ? table : make("p", {}, "Scenario, law, parameters and program are the same in both files."));
}
