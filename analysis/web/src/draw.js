// From a chart to a picture: its specification in Vega-Lite or Vega, compiled and run.
import * as vega from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile } from "vega-lite";
import { chosenRows, objects } from "./data.js";
import { specOf } from "./specs.js";
import { lines } from "./specs/common.js";
import { drawForPage, INK, SOFT, vegaConfig } from "./theme.js";

// Everything a specification may depend on.
export function specFor(chart, choice, width, saved = false) {
  const also = chart.also ? objects(chart.also) : [];
  const bare = specOf(chart, { rows: chosenRows(chart, choice), also, choice, width, narrow: width < 560 });
  const spec = saved ? titled(bare, chart, choice, width) : bare;
  if (spec.$schema) return { ...spec, config: vegaConfig() };
  const full = { autosize: { type: stepped(spec) ? "fit-x" : "fit", contains: "padding" }, padding: 4, width, ...spec, config: vegaConfig() };
  if (spec.width === null) delete full.width; // panels have widths of their own
  return compile(full, { logger: quiet() }).spec;
}

function stepped(spec) {
  return typeof spec.height === "object";
}

// A specification that overlays fields may warn of domains it cannot merge; errors are thrown all the same.
function quiet() {
  return vega.logger(vega.Error);
}

// Expressions are interpreted, not compiled, so that the page's policy can forbid code made from text.
export function makeView(chart, choice, width, element) {
  drawForPage(Boolean(element));
  const dataflow = vega.parse(specFor(chart, choice, width, !element), null, { ast: true });
  const view = new vega.View(dataflow, { expr: expressionInterpreter, renderer: element ? "svg" : "none", logLevel: vega.Warn });
  if (element) view.initialize(element);
  return view;
}

// A picture away from its page says what it shows and where from.
function titled(spec, chart, choice, width) {
  const chosen = Object.entries(choice).map(([name, value]) => `${name} ${value}`).join(", ");
  const title = { text: lines(chart.title, Math.floor(width / 7.6)), fontSize: 14, fontWeight: 600, subtitle: lines([chosen, chart.options.bands?.replace(/\.$/, ""), `Source: ${chart.source}`].filter(Boolean).join(". "), Math.floor(width / 6)), subtitleFontSize: 11, subtitlePadding: 6, anchor: "start", offset: 14 };
  return { ...spec, title: spec.$schema ? { ...title, frame: "group", color: INK, subtitleColor: SOFT } : title };
}

export async function svgOf(chart, choice, width) {
  const view = makeView(chart, choice, width, null);
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}

export async function pngOf(chart, choice, width) {
  const view = makeView(chart, choice, width, null);
  const canvas = await view.toCanvas(2);
  view.finalize();
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
