// The dispute step by step, and its days beside those of history.
import { BLUE, GREY, INK, ORANGE, PAPER, SOFT } from "../theme.js";
import { chanceRule, cut, domainOf, hasAny, inLines, legend, lines, PERCENT } from "./common.js";

// Outcomes have the same colour in every dispute; on dark ones words are white.
const OUTCOMES = {
  happens: "#9aa1ad", challenged: "#D55E00", complied: "#009E73", government: "#0072B2", provider: "#E69F00", tie: "#CC79A7", denied: "#56B4E9", granted: "#4b5563", moot: "#cfd4dc",
  resisted: "#882255", rerouted: "#44AA99", fulfilled: "#1f5a8a", "partly fulfilled": "#88bbe0", quashed: "#F0E442", rejected: "#AA4499", refused: "#882255", sanctioned: "#661100", abandoned: "#DDCC77", mooted: "#cfd4dc", unapproved: "#CC6677", unreadable: "#332288", dropped: "#999933",
};
const DARK = ["unreadable", "challenged", "complied", "government", "granted", "fulfilled", "resisted", "refused", "sanctioned", "rejected"];

const LABELS = 130; // what the names of the steps take of the width [px]

export function milestones(chart, { rows, width, narrow }) {
  const outcomes = domainOf(rows, "outcome");
  const order = domainOf(rows, "milestone");
  return {
    height: { step: 27 },
    data: { values: rows },
    transform: [
      { stack: "share", groupby: ["milestone"], as: ["begin", "end"] },
      { calculate: "(datum.begin + datum.end) / 2", as: "middle" },
      { calculate: "datum.outcome + ' ' + format(datum.share, '.0%')", as: "words" },
    ],
    encoding: { y: { field: "milestone", type: "nominal", sort: order, title: null } },
    layer: [
      {
        mark: { type: "bar", stroke: PAPER, strokeWidth: 0.6 },
        encoding: {
          x: { field: "begin", type: "quantitative", title: "share of runs", axis: narrow ? { ...PERCENT, tickCount: 2 } : PERCENT, scale: { domain: [0, 1] } }, x2: { field: "end" },
          color: { field: "outcome", type: "nominal", sort: null, scale: { domain: outcomes, range: outcomes.map((outcome) => OUTCOMES[outcome] ?? "#6b7280") }, legend: legend(rows, "outcome", width - LABELS) },
          tooltip: [{ field: "milestone", title: "" }, { field: "outcome" }, { field: "share", format: ".1%" }, { field: "history", title: "way of" }],
        },
      },
      { transform: [{ filter: "datum.history === 'history'" }], mark: { type: "rect", fillOpacity: 0, stroke: INK, strokeWidth: 2.2 }, encoding: { x: { field: "begin", type: "quantitative" }, x2: { field: "end" } } },
      {
        transform: [{ filter: `datum.share * ${width - LABELS} > length(datum.words) * 6.6 + 6` }],
        mark: { type: "text", fontSize: 11, baseline: "middle" },
        encoding: { x: { field: "middle", type: "quantitative" }, text: { field: "words" }, color: { condition: { test: `indexof(${JSON.stringify(DARK)}, datum.outcome) >= 0`, value: "#fff" }, value: "#1f2430" } },
      },
    ],
  };
}

export function history(chart, { rows, width, narrow }) {
  const order = rows.map((row) => row.event);
  const letters = narrow ? 27 : 52; // of a line of an event's name
  const tall = Math.max(...order.map((event) => lines(event, letters).length));
  const y = { field: "event", type: "nominal", sort: order, title: null, axis: { labelLimit: narrow ? 160 : 360, labelFontSize: narrow ? 10 : 12, labelLineHeight: narrow ? 11 : 13, labelOverlap: false, labelExpr: inLines(order, letters) } };
  const x = (field, more = {}) => ({ field, type: "temporal", title: null, axis: { format: narrow ? "’%y" : "%Y", tickCount: "year", labelOverlap: "greedy" }, ...more });
  const tooltip = [{ field: "event", title: "" }, { field: "history", type: "temporal", title: "history", format: "%e %b %Y" }, { field: "median", type: "temporal", title: "simulated", format: "%e %b %Y" }, ...(hasAny(rows, "chance5") ? ["chance5", "chance95"].map((field) => ({ field, type: "temporal", title: `${field.replace("chance", "p")} by chance alone`, format: "%e %b %Y" })) : []), { field: "happens", title: "happens in", format: ".1%" }, { field: "as_in_history", title: "as in history in", format: ".1%" }, { field: "earlier", title: "earlier than history in", format: ".0%" }];
  const words = rows.map((row) => ({ ...row, words: `${(100 * row.as_in_history).toFixed(row.as_in_history < 0.095 ? 1 : 0)} %`, end: Math.max(row.p95 ?? row.history, row.history) }));
  const key = { field: "what", type: "nominal", scale: { domain: ["history", "simulation"], range: [ORANGE, BLUE] }, legend: { orient: "top", title: null } };
  const shape = { field: "what", type: "nominal", scale: { domain: ["history", "simulation"], range: ["diamond", "circle"] }, legend: { orient: "top", title: null } };
  return {
    height: { step: narrow ? Math.max(26, 11 * tall + 5) : Math.max(29, 13 * tall + 5) },
    data: { values: words },
    layer: [
      { mark: { type: "rule", strokeWidth: 7, opacity: 0.35, color: BLUE, strokeCap: "round" }, encoding: { y, x: x("p5"), x2: { field: "p95" }, tooltip } },
      ...chanceRule(words, y, x, tooltip),
      { transform: [{ calculate: "'simulation'", as: "what" }], mark: { type: "point", filled: true, size: 60, opacity: 1 }, encoding: { y, x: x("median"), color: key, shape, tooltip } },
      { transform: [{ calculate: "'history'", as: "what" }], mark: { type: "point", filled: true, size: 110, opacity: 1 }, encoding: { y, x: x("history"), color: key, shape, tooltip } },
      { mark: { type: "text", align: "left", dx: 12, fontSize: 11, color: SOFT }, encoding: { y, x: x("end"), text: { field: "words" }, tooltip } },
    ],
  };
}

// One run's dispute as a timeline: who acts when, and history's own steps as hollow signs.
const WHO = ["government", "provider", "first instance", "appellate court", "apex", "legislature"];

export function dispute(chart, { rows, also, width, narrow }) {
  const who = WHO.filter((one) => rows.some((row) => row.who === one) || also.some((row) => row.who === one));
  const days = [...rows, ...also].map((row) => row.day);
  const span = Math.max(...days) - Math.min(...days) || 1;
  const room = Math.max(9, Math.floor((width - (narrow ? 100 : 170)) / 7));
  const toldIn = ({ what, outcome }) => {
    const parts = [outcome ? `${what}:` : what, outcome].filter(Boolean);
    const told = (narrow ? parts : [parts.join(" ")]).map((part) => cut(part, Math.floor(room * 0.55)));
    return narrow && told.length < 2 ? ["", ...told] : told;
  };
  const told = [...rows].sort((a, b) => a.day - b.day).map((row, i) => ({ ...row, right: row.day - Math.min(...days) > 0.62 * span, words: toldIn(row), up: i % 2 === 0 }));
  const y = { field: "who", type: "nominal", sort: who, scale: { domain: who }, title: null, axis: { labelLimit: narrow ? 90 : 160, grid: true, ...(narrow ? { labelExpr: inLines(who, 12), labelLineHeight: 12 } : {}) } };
  const x = { field: "day", type: "temporal", title: null, axis: { format: "%Y", tickCount: "year", labelOverlap: "greedy" }, scale: { nice: true } };
  const tooltip = [{ field: "what", title: "" }, { field: "outcome" }, { field: "day", type: "temporal", title: "on", format: "%e %b %Y" }, { field: "court" }, { field: "votes", title: "votes (government to provider)" }, { field: "briefs" }];
  // A layer without rows has no extent, of which vega complains.
  const words = (right, up) => told.some((row) => row.right === right && row.up === up) && ({ transform: [{ filter: `datum.right === ${right} && datum.up === ${up}` }], mark: { type: "text", align: right ? "right" : "left", dx: right ? -7 : 7, dy: up ? -9 : 10, fontSize: narrow ? 10 : 11.5, ...(narrow ? { lineHeight: 11, dy: up ? -20 : 4 } : {}) }, encoding: { x, y, text: { field: "words" }, tooltip } });
  return {
    height: { step: narrow ? 56 : 48 },
    data: { values: told },
    layer: [
      told.length > 0 && { mark: { type: "line", color: GREY, strokeWidth: 1.2, strokeDash: [3, 3], opacity: 0.55 }, encoding: { x, y, order: { field: "day", type: "temporal" } } },
      also.length > 0 && { data: { values: also }, mark: { type: "point", shape: "diamond", size: 90, stroke: ORANGE, strokeWidth: 1.5, filled: false }, encoding: { x, y, tooltip: [{ field: "what", title: "history" }, { field: "day", type: "temporal", title: "on", format: "%e %b %Y" }] } },
      told.length > 0 && { mark: { type: "point", filled: true, size: 95, opacity: 1, color: BLUE }, encoding: { x, y, tooltip } },
      words(false, true), words(false, false), words(true, true), words(true, false),
    ].filter(Boolean),
  };
}
