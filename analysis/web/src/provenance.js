// Where the page comes from, and what it could not show.
import { heads, make, scrolling } from "./dom.js";

export function missing(list) {
  if (!list.length) return null;
  return make("section", { id: "missing" }, make("h2", {}, "Not shown"),
    make("ul", {}, list.map((one) => make("li", {}, `${one.what}: ${one.why}.`))));
}

// Of two files the second says its name.
export function provenance(from, name = "") {
  const rows = [
    ["program", `comity ${from.version}, commit ${from.commit}, ${from.compiler}`],
    ["seed", from.seed],
    ["design", from.design || "replicates of one scenario"],
    ["runs", `${from.points} × ${from.replicates}${from.failed ? `, ${from.failed} failed and left out` : ", none failed"}`],
    ["period", `${from.start} to ${from.end}`],
    ["overrides", from.overrides.filter((text) => text !== "").join(", ") || "none"],
    ["hash of the results", from.results_hash],
  ];
  const list = make("dl", {}, rows.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, String(value))]));
  const files = make("details", {}, make("summary", {}, `Scenario and law: ${from.inputs.length} files with their SHA-256`),
    scrolling(name ? `Input files of ${name}` : "Input files",
      make("table", {}, heads(["file", "SHA-256"]),
        make("tbody", {}, from.inputs.map((input) => make("tr", {}, make("td", {}, input.path), make("td", {}, make("code", {}, input.sha256))))))));
  return make("section", { id: name ? "provenance-of-other" : "provenance" }, make("h2", {}, name ? `Provenance of ${name}` : "Provenance"), list,
    make("p", {}, "Scenario ", make("code", {}, from.inputs[0].path), ", SHA-256 ", make("code", {}, from.inputs[0].sha256)), files);
}
