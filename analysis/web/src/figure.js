// One chart on the page: title, controls, picture, buttons, numbers.
import { csv, firstChoice, levels, plain } from "./data.js";
import { make, save, scrolling } from "./dom.js";
import { makeView, pngOf, svgOf } from "./draw.js";
import { tooltipOf } from "./tooltip.js";

const MOST_ROWS = 200;
const SAVED_WIDTH = 860;

function chooser(chart, filter, choice, redraw) {
  const id = `${chart.id}-${filter.column}`;
  const values = levels(chart.table, filter.column);
  const select = make("select", {
    id,
    onchange: (event) => {
      choice[filter.column] = event.target.value;
      redraw();
    },
  }, values.map((value) => make("option", { value, selected: String(value) === filter.first }, String(value))));
  return make("label", { for: id }, `${filter.label} `, select);
}

function buttons(chart, choice) {
  const file = (ending) => [chart.id, ...Object.values(choice)].join("-").replace(/[^A-Za-z0-9.-]+/g, "-") + ending;
  const button = (label, action) => make("button", { type: "button", "aria-label": `Save ${label} of: ${chart.title}`, onclick: action }, label);
  const list = [
    button("SVG", async () => save(file(".svg"), await svgOf(chart, choice, SAVED_WIDTH), "image/svg+xml")),
    button("PNG", async () => save(file(".png"), await pngOf(chart, choice, SAVED_WIDTH), "image/png")),
    button("CSV", () => save(`${chart.id}.csv`, csv(chart.table), "text/csv")),
  ];
  if (chart.also) list.push(button(`CSV of ${chart.also_name}`, () => save(`${chart.id}-${chart.also_name}.csv`, csv(chart.also), "text/csv")));
  return make("div", { class: "buttons" }, make("span", { "aria-hidden": "true" }, "Save"), list);
}

// The numbers as a table, made when it is first opened.
function numbers(chart) {
  const { columns, rows } = chart.table;
  const fill = (details) => {
    if (!details.open || details.querySelector("table")) return;
    const head = make("tr", {}, columns.map((column) => make("th", { scope: "col", title: column.meaning }, column.unit && column.unit !== "1" && column.unit !== "day" ? `${column.name} [${column.unit}]` : column.name)));
    const body = rows.slice(0, MOST_ROWS).map((row) => make("tr", {}, row.map((value, i) => make("td", {}, plain(value, columns[i])))));
    details.append(scrolling(`Numbers of: ${chart.title}`, make("table", {}, make("thead", {}, head), make("tbody", {}, body))));
    if (rows.length > MOST_ROWS) details.append(make("p", {}, `The first ${MOST_ROWS} of ${rows.length} rows; the CSV has all.`));
  };
  return make("details", { ontoggle: (event) => fill(event.target) }, make("summary", {}, "Numbers"));
}

// Draws into the figure; again when the choice or the width changes.
export function makeFigure(chart) {
  const choice = firstChoice(chart);
  const picture = make("div", { class: "picture", role: "img", "aria-label": `${chart.title}. ${chart.question}` });
  const tooltip = tooltipOf(picture);
  let view = null;
  let drawnWidth = 0;
  const draw = async (width) => {
    if (view) view.finalize();
    picture.replaceChildren();
    view = makeView(chart, choice, width, picture);
    view.tooltip(tooltip);
    await view.runAsync();
    const svg = picture.querySelector("svg");
    svg.setAttribute("aria-hidden", "true"); // the frame around it speaks for it
    return Number(svg.getAttribute("width")) - Math.floor(picture.clientWidth);
  };
  // Words beside panels take room that is known only once they are drawn.
  const redraw = async () => {
    drawnWidth = Math.floor(picture.clientWidth);
    if (drawnWidth < 50) return;
    let width = drawnWidth;
    for (let tries = 0; tries < 3; tries += 1) {
      const excess = await draw(width);
      if (excess <= 0) return;
      width -= excess + 1;
    }
  };
  const figure = make("figure", { id: chart.id, tabindex: "0", "aria-labelledby": `${chart.id}-title` },
    make("figcaption", {}, make("h3", { id: `${chart.id}-title` }, chart.title), make("p", { class: "question" }, chart.question)),
    chart.filters.length ? make("div", { class: "filters" }, chart.filters.map((filter) => chooser(chart, filter, choice, redraw))) : null,
    picture,
    make("p", { class: "source" }, `Source: ${chart.source}.`),
    buttons(chart, choice),
    numbers(chart));
  return { figure, redraw, resized: () => (Math.floor(picture.clientWidth) !== drawnWidth ? redraw() : null) };
}
