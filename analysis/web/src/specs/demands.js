// Routes of demands: how often taken, how often they bring the data; and what flows where.
import { INK, OKABE_ITO, SOFT } from "../theme.js";
import { bandedLine, domainOf, hints, PERCENT, TIME_AXIS } from "./common.js";

// The same colour for a route in every chart.
const ROUTES = ["order", "treaty request", "agreement order", "voluntary request", "none lawful"];
const colourOf = (route) => OKABE_ITO[Math.max(0, ROUTES.indexOf(route))];

// Over the whole period: each route's share of all tries, in full colour what brings the data. Names the colours, too.
function totals(also, choice, { width, narrow }) {
  const own = also.filter((row) => choice.arm === undefined || row.arm === choice.arm);
  const all = own.reduce((sum, row) => sum + row.number, 0) || 1;
  const values = domainOf(own, "route").map((route) => {
    const of = (end) => own.filter((row) => row.route === route && row.end === end).reduce((sum, row) => sum + row.number, 0);
    const [data, none] = [of("data"), of("no data")];
    return { route, colour: colourOf(route), data: data / all, tries: (data + none) / all, words: data + none > 0 ? `${route}: ${percent((data + none) / all)}${narrow ? "" : " of all tries"}; ${percent(data / (data + none))} bring the data` : `${route}: never tried` };
  });
  const order = values.map((row) => row.route);
  const y = { field: "route", type: "nominal", sort: order, axis: null };
  const scale = { domain: [0, Math.max(...values.map((row) => row.tries), 0.01)], nice: false };
  const color = { field: "colour", type: "nominal", scale: null };
  const x = (field) => ({ field, type: "quantitative", scale, axis: null });
  const tooltip = [{ field: "route", title: "" }, { field: "tries", title: "of all tries", format: ".1%" }, { field: "data", title: "of all tries, with data", format: ".1%" }];
  return {
    width, height: { step: 34 }, data: { values },
    layer: [
      { mark: { type: "bar", opacity: 0.35, height: 11, yOffset: 7 }, encoding: { y, x: x("tries"), color, tooltip } },
      { mark: { type: "bar", height: 11, yOffset: 7 }, encoding: { y, x: x("data"), color, tooltip } },
      { mark: { type: "text", align: "left", x: 0, dy: -8, fontSize: narrow ? 11 : 12 }, encoding: { y, text: { field: "words" } } },
    ],
  };
}

export function routes(chart, { rows, also, choice, width, narrow }) {
  const inner = width - (narrow ? 66 : 84);
  const order = domainOf(rows, "route");
  const x = { field: "day", type: "temporal", axis: TIME_AXIS };
  const colour = { field: "route", type: "nominal", sort: order, scale: { domain: order, range: order.map(colourOf) }, legend: null };
  const when = { field: "day", type: "temporal", title: "in", format: "%Y" };
  const known = rows.filter((row) => row.tries > 0);
  return {
    autosize: "pad", width: null, spacing: 18,
    data: { values: known },
    vconcat: [
      totals(also, choice, { width: inner, narrow }),
      { width: inner, height: narrow ? 150 : 180, mark: { type: "line", strokeWidth: 2.2, point: { size: 40 } }, encoding: { x, y: { field: "tries", type: "quantitative", title: ["tries in a year", "(log scale)"], scale: { type: "log", nice: true }, axis: { format: "~s", values: [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8] } }, color: colour, tooltip: [{ field: "route", title: "" }, when, { field: "tries", format: ",.0f" }] } },
      { width: inner, height: narrow ? 170 : 200, layer: bandedLine({ rows: known, x, y: { type: "quantitative", title: "bring the data", axis: PERCENT, scale: { domain: [0, 1] } }, colour, tooltip: [{ field: "route", title: "" }, when, { field: "median", format: ".1%" }, ...hints(known, ".1%")] }) },
    ],
  };
}

// Heights and places of the boxes of one side; small ones still get room for their words.
function stacked(rows, key, height) {
  const sizes = new Map();
  for (const row of rows) sizes.set(row[key], (sizes.get(row[key]) ?? 0) + row.number);
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const gap = 22;
  const scale = (height - gap * sizes.size) / total;
  let at = gap / 2;
  const boxes = new Map();
  for (const [name, size] of [...sizes].sort((a, b) => b[1] - a[1])) {
    boxes.set(name, { name, size, share: size / total, top: at, next: at, height: size * scale });
    at += size * scale + gap;
  }
  return { boxes, scale };
}

const percent = (share) => (share < 0.0005 ? "< 0.1 %" : `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`);

function ribbon(x1, x2, from, to, height) {
  const half = (x1 + x2) / 2;
  return `M${x1},${from}C${half},${from} ${half},${to} ${x2},${to}L${x2},${to + height}C${half},${to + height} ${half},${from + height} ${x1},${from + height}Z`;
}

// A Sankey diagram of two columns, placed here and drawn by Vega.
export function flows(chart, { rows, width, narrow }) {
  const height = narrow ? 380 : 420;
  const side = narrow ? 96 : 170;
  const left = stacked(rows, "route", height);
  const right = stacked(rows, "end", height);
  const [x1, x2] = [side + 12, width - side - 12];
  const scale = Math.min(left.scale, right.scale);
  const colours = new Map([...left.boxes.keys()].map((name) => [name, colourOf(name)]));
  const ribbons = [...rows].sort((a, b) => left.boxes.get(a.route).top - left.boxes.get(b.route).top || right.boxes.get(a.end).top - right.boxes.get(b.end).top).map((row) => {
    const [from, to] = [left.boxes.get(row.route), right.boxes.get(row.end)];
    const thick = Math.max(0.6, row.number * scale);
    const path = ribbon(x1, x2, from.next, to.next, thick);
    from.next += row.number * scale;
    to.next += row.number * scale;
    return { path, colour: colours.get(row.route), hint: { route: row.route, end: row.end, number: Math.round(row.number).toLocaleString("en"), "of the route": percent(row.number / from.size) } };
  });
  const box = (x) => ({ name, size, share, top, height: tall }) => ({ x, y: top, tall: Math.max(1, Math.min(tall, size * scale)), name, middle: top + Math.max(1, size * scale) / 2, words: percent(share), colour: colours.get(name) ?? SOFT });
  const boxes = [...[...left.boxes.values()].map(box(x1 - 10)), ...[...right.boxes.values()].map(box(x2))];
  const text = (align, x, test) => ({ type: "text", from: { data: "boxes" }, encode: { enter: { x: { value: x }, y: { field: "middle" }, align: { value: align }, baseline: { value: "middle" }, text: { signal: narrow ? "[datum.name, datum.words]" : "[datum.name + '  ' + datum.words]" }, fontSize: { value: narrow ? 11 : 12.5 }, lineHeight: { value: 13 }, fill: { value: INK }, opacity: { signal: `${test} ? 1 : 0` } } } });
  return {
    $schema: "https://vega.github.io/schema/vega/v6.json",
    width: width - 8, height, padding: 4,
    data: [{ name: "ribbons", values: ribbons }, { name: "boxes", values: boxes }],
    marks: [
      { type: "path", from: { data: "ribbons" }, encode: { enter: { path: { field: "path" }, fill: { field: "colour" }, fillOpacity: { value: 0.42 }, tooltip: { field: "hint" } }, update: { fillOpacity: { value: 0.42 } }, hover: { fillOpacity: { value: 0.75 } } } },
      { type: "rect", from: { data: "boxes" }, encode: { enter: { x: { field: "x" }, width: { value: 10 }, y: { field: "y" }, height: { field: "tall" }, fill: { field: "colour" } } } },
      text("right", x1 - 18, `datum.x < ${x1}`), text("left", x2 + 18, `datum.x >= ${x2}`),
    ],
  };
}
