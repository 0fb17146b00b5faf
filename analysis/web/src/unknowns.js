// What is not known: on which parameters the numbers hang, and what knowing one would be worth.
import { heads, make, scrolling } from "./dom.js";

const list = (texts) => make("ul", {}, texts.map((text) => make("li", {}, text)));

function table({ title, columns, rows }) {
  const row = ([first, ...rest]) => make("tr", {}, make("th", { scope: "row" }, first), rest.map((text) => make("td", {}, text)), columns.slice(rest.length + 1).map(() => make("td", {})));
  return [make("h3", {}, title), scrolling(title, make("table", {}, heads(columns), make("tbody", {}, rows.map(row))))];
}

export function unknowns(told) {
  if (!told) return null;
  return make("section", { id: "unknowns", class: "panel" }, make("h2", {}, "What is not known"), list(told.sentences),
    make("details", {}, make("summary", {}, "The parameters, one by one"), told.tables.map(table), list(told.notes)));
}
