// Of a page of two files: how their runs pair, and what of their inputs is not the same.
import { heads, make, scrolling } from "./dom.js";

export function compared(pair) {
  if (!pair) return null;
  const row = (one) => make("tr", {}, make("th", { scope: "row" }, one.what), make("td", {}, one.first || "–"), make("td", {}, one.second || "–"));
  const table = scrolling("What is not the same",
    make("table", {}, heads(["input", pair.first, pair.second]), make("tbody", {}, pair.differences.map(row))));
  return make("section", { id: "compared" }, make("h2", {}, "What is not the same"), make("p", {}, pair.pairing),
    pair.differences.length ? table : make("p", {}, "Scenario, law, parameters and program are the same in both files."));
}
