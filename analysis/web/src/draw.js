// From a chart to a picture: its specification in Vega-Lite or Vega, compiled and run.
import * as vega from "vega";
import { compile } from "vega-lite";
import { chosenRows, objects } from "./data.js";
import { specOf } from "./specs.js";
import { vegaConfig } from "./theme.js";

// Everything a specification may depend on.
export function specFor(chart, choice, width) {
  const also = chart.also ? objects(chart.also) : [];
  const spec = specOf(chart, { rows: chosenRows(chart, choice), also, choice, width, narrow: width < 560 });
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

export function makeView(chart, choice, width, element) {
  const view = new vega.View(vega.parse(specFor(chart, choice, width)), { renderer: element ? "svg" : "none", logLevel: vega.Warn });
  if (element) view.initialize(element);
  return view;
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
