// Pieces that several specifications share.
import { BLUE } from "../theme.js";

export const PERCENT = { format: ".0%", tickCount: 5 };
export const TIME_AXIS = { title: null, format: "%Y", tickCount: "year", grid: false, labelOverlap: "greedy" };
export const TOP_LEGEND = { orient: "top", title: null, columns: 0 };

// Words cut to what fits.
export function cut(text, most) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

// Words in lines of at most so many letters.
export function lines(text, most) {
  return text.split(" ").reduce((all, word) => {
    const last = all.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= most) all[all.length - 1] = `${last} ${word}`;
    else all.push(word);
    return all;
  }, []);
}

// The same for what stands beside an axis or a sign of a legend.
export function inLines(labels, most) {
  return `(${JSON.stringify(Object.fromEntries(labels.map((label) => [label, lines(String(label), most)])))})[datum.label]`;
}

// A title that takes no more than its room [px].
export function axisTitle(text, room) {
  const told = lines(text, Math.floor(room / 7));
  return told.length > 1 ? told : text;
}

// Values of a field in the order of their first row.
export function domainOf(rows, field) {
  return [...new Set(rows.map((row) => row[field]))];
}

// Legends stand in as many columns as fit; words longer than the picture in lines.
export function legend(rows, field, width) {
  const words = domainOf(rows, field).map(String);
  const longest = Math.max(...words.map((word) => word.length), 1);
  const most = Math.floor((width - 50) / 7.2);
  return { orient: "top", title: null, symbolOpacity: 1, columns: Math.max(1, Math.floor(width / (longest * 7.2 + 34))), labelLimit: Math.max(120, width - 50), ...(longest > most ? { labelExpr: inLines(words, most) } : {}) };
}

// Where runs are too few there is no interval, and a layer without values has no extent, of which vega complains.
export const hasAny = (rows, field) => rows.some((row) => (row[field] ?? null) !== null);

// Hints at the ends of both bands over runs (bandedLine), or of the only one.
export function hints(rows, format) {
  const ends = ["p5", "p95"].map((field) => ({ field, format }));
  return hasAny(rows, "chance5") ? [...ends, { field: "chance5", title: "p5 by chance alone", format }, { field: "chance95", title: "p95 by chance alone", format }] : ends;
}

// What chance alone gives, on the broad pale line of all runs.
export function chanceRule(rows, y, x, tooltip) {
  return hasAny(rows, "chance5") ? [{ mark: { type: "rule", strokeWidth: 2.5, color: BLUE }, encoding: { y, x: x("chance5"), x2: { field: "chance95" }, tooltip } }] : [];
}

// A line with its band, coloured by a field; within the band the one that chance alone gives, where it is told.
export function bandedLine({ rows, x, y, colour, low = "p5", high = "p95", middle = "median", tooltip }) {
  const title = y.title;
  const edge = "value" in colour ? colour : { ...colour, legend: null };
  const chance = { mark: { type: "area", fillOpacity: 0.26, strokeOpacity: 0.85, strokeWidth: 0.9 }, encoding: { x, y: { ...y, field: "chance5", title }, y2: { field: "chance95" }, color: colour, stroke: edge, tooltip: { value: null } } };
  return [
    { mark: { type: "area", opacity: 0.18 }, encoding: { x, y: { ...y, field: low, title }, y2: { field: high }, color: colour, tooltip: { value: null } } },
    ...(hasAny(rows, "chance5") ? [chance] : []),
    { mark: { type: "line", strokeWidth: 2.2 }, encoding: { x, y: { ...y, field: middle, title }, color: colour, tooltip: { value: null } } },
    { mark: { type: "point", opacity: 0, size: 160, filled: true }, encoding: { x, y: { ...y, field: middle, title }, color: colour, tooltip } },
  ];
}

// "people's words [unit]" without its unit, and the unit.
export function splitUnit(text) {
  const found = /^(.*) \[(.*)\]$/.exec(text);
  return found ? { words: found[1], unit: found[2] } : { words: text, unit: "" };
}

// How numbers of a unit are written on an axis: thousands are shortened, small ones are not told in thousandths ("700m").
export function numberFormat(unit, values) {
  if (unit === "share") return ".1~%";
  return Math.max(...values.map((value) => Math.abs(value ?? 0))) < 1000 ? ".3~r" : ".3~s";
}
