// Under node: every chart with its first choice as SVG, in a JSON file.
import { firstChoice } from "./data.js";
import { svgOf } from "./draw.js";

const WIDTH = 720;

export async function drawAll(input, output) {
  const fs = require("node:fs");
  const contents = JSON.parse(fs.readFileSync(input, "utf8"));
  const figures = [];
  for (const chart of contents.charts) figures.push({ id: chart.id, svg: await svgOf(chart, firstChoice(chart), WIDTH) });
  fs.writeFileSync(output, JSON.stringify(figures));
}
