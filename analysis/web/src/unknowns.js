// What is not known: on which parameters the numbers hang, and what knowing one would be worth.
import { make } from "./dom.js";

const list = (texts) => make("ul", {}, texts.map((text) => make("li", {}, text)));

function table({ title, columns, rows }) {
  const row = ([first, ...rest]) => make("tr", {}, make("th", { scope: "row" }, first), rest.map((text) => make("td", {}, text)), columns.slice(rest.length + 1).map(() => make("td", {})));
  return [make("h3", {}, title), make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title },
    make("table", {}, make("thead", {}, make("tr", {}, columns.map((text) => (text ? make("th", { scope: "col" }, text) : make("td", {}))))), make("tbody", {}, rows.map(row))))];
}

export function unknowns(told) {
  if (!told) return null;
  return make("section", { id: "unknowns", class: "panel" }, make("h2", {}, "What is not known"), list(told.sentences),
    make("details", {}, make("summary", {}, "The parameters, one by one"), told.tables.map(table), list(told.notes)));
}
