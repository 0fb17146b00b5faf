// Elements with attributes and children: make("p", {class: "note"}, "text", other).
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

// What may be wider than the page scrolls by itself, by keyboard too.
export const scrolling = (label, table) => make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, table);

// The heads of columns; over a column without a name stands an empty cell.
export const heads = (texts) => make("thead", {}, make("tr", {}, texts.map((text) => (text ? make("th", { scope: "col" }, text) : make("td", {})))));

// Hands a file to the reader.
export function save(name, content, type) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
