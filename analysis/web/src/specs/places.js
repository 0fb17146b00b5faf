// Where data are kept: a map of shares, and the shares over time.
import { geoArea, geoCentroid } from "d3-geo";
import { feature } from "topojson-client";
import codes from "i18n-iso-countries/codes.json";
import world from "world-atlas/countries-110m.json";
import { BLUE, EMPTY, GROUND, INK, LAND, LINE, OKABE_ITO, PAPER } from "../theme.js";
import { domainOf, legend, PERCENT, TIME_AXIS } from "./common.js";

const NUMERIC = new Map(codes.map(([two, , number]) => [two, number]));
const COUNTRIES = feature(world, world.objects.countries).features; // without Antarctica (lighter.mjs)
const SMALL = { SG: [103.8, 1.35], HK: [114.2, 22.3], MT: [14.4, 35.9], LI: [9.55, 47.15], MC: [7.4, 43.7], BH: [50.55, 26.05] };

// Natural Earth winds its rings so that d3 sees the inside; some small parts come out as the whole globe without them.
const land = (part) => Math.min(geoArea(part), 4 * Math.PI - geoArea(part));

// The middle of a country's largest part, so that France is not in the Atlantic.
function middle(country) {
  const { type, coordinates } = country.geometry;
  if (type === "Polygon") return geoCentroid(country);
  const parts = coordinates.map((polygon) => ({ type: "Polygon", coordinates: polygon }));
  return geoCentroid(parts.reduce((best, part) => (land(part) > land(best) ? part : best)));
}

function placed(rows) {
  const byNumber = new Map(COUNTRIES.map((country) => [country.id, country]));
  return rows.flatMap((row) => {
    const country = byNumber.get(NUMERIC.get(row.state));
    const point = SMALL[row.state] ?? (country ? middle(country) : null);
    return point ? [{ ...row, lon: point[0], lat: point[1], label: `${row.state} ${(100 * row.mean).toFixed(row.mean < 0.095 ? 1 : 0)} %` }] : [];
  });
}

// Where a state's label stands beside its circle, so that neighbours do not overlap: side, right, down [px].
const SIDES = {
  IE: ["right", -13, 0], GB: ["center", 4, -14], NL: ["center", -6, -13], BE: ["right", -11, 4], DE: ["left", 10, 0], FR: ["right", -6, 0], CH: ["left", 10, 6],
  KR: ["center", 2, -13], JP: ["left", 11, 0], CN: ["right", -24, 0], US: ["center", 0, 34], CA: ["center", 0, -12],
};

function labelLayers(points) {
  const layers = [];
  for (const row of points) {
    const [align, dx, dy] = SIDES[row.state] ?? ["left", 11, 0];
    for (const halo of [true, false]) {
      layers.push({ data: { values: [row] }, mark: { type: "text", align, dx, dy, fontSize: 11, fontWeight: 600, color: INK, ...(halo ? { stroke: PAPER, strokeWidth: 3, strokeOpacity: 0.85 } : {}) },
        encoding: { longitude: { field: "lon", type: "quantitative" }, latitude: { field: "lat", type: "quantitative" }, text: { field: "label" } } });
    }
  }
  return layers;
}

function panel(points, { width, height, projection, most, labels }) {
  const known = new Set(points.map((row) => NUMERIC.get(row.state)));
  const land = COUNTRIES.map((country) => ({ ...country, properties: { known: known.has(country.id) } }));
  const tooltip = [{ field: "name", title: "" }, { field: "mean", format: ".2%" }, { field: "p5", format: ".2%" }, { field: "p95", format: ".2%" }];
  const at = { longitude: { field: "lon", type: "quantitative" }, latitude: { field: "lat", type: "quantitative" } };
  return {
    width, height, projection, view: { stroke: LINE, fill: GROUND },
    layer: [
      { data: { values: land }, mark: { type: "geoshape", stroke: PAPER, strokeWidth: 0.6 }, encoding: { color: { condition: { test: "datum.properties.known", value: LAND }, value: EMPTY }, tooltip: { value: null } } },
      { data: { values: points }, mark: { type: "circle", color: BLUE, opacity: 0.72, stroke: PAPER, strokeWidth: 1 }, encoding: { ...at, size: { field: "mean", type: "quantitative", scale: { type: "linear", domain: [0, most], range: [6, Math.max(700, width * 4.2)] }, legend: null }, tooltip } },
      ...labelLayers(points.filter(labels)),
    ],
  };
}

const inEurope = (row) => row.lon > -11 && row.lon < 30 && row.lat > 35 && row.lat < 71;

// The area chart of the shares over time, with the day of the map.
function below(also, { choice, width, inner, narrow }) {
  const rows = also.filter((row) => choice.arm === undefined || row.arm === choice.arm);
  const days = [...new Set(rows.map((row) => row.day))];
  const end = Date.UTC(Number.parseInt(choice.year, 10), 11, 31);
  const day = days.reduce((best, one) => (Math.abs(one - end) < Math.abs(best - end) ? one : best));
  const { encoding, mark, data } = places(null, { rows, width, narrow });
  const y = narrow ? { ...encoding.y, title: null } : encoding.y;
  return {
    width: inner, height: narrow ? 200 : 230, data,
    layer: [{ mark, encoding: { ...encoding, y } }, { data: { values: [{ day }] }, mark: { type: "rule", color: INK, strokeDash: [4, 3], strokeWidth: 1.5 }, encoding: { x: { field: "day", type: "temporal" } } }],
  };
}

export function map(chart, { rows, also, choice, width, narrow }) {
  const points = placed(rows).sort((a, b) => b.mean - a.mean);
  const most = Math.max(...points.map((row) => row.mean), 0.01);
  const europe = points.filter(inEurope);
  const two = europe.length > 3;
  const inner = width - (narrow ? 50 : 76); // what the axis below leaves: maps and shares stand flush
  const wide = two && !narrow ? Math.floor(inner * 0.62) : inner;
  const close = narrow ? inner : inner - wide - 10;
  const whole = panel(points, { width: wide, height: Math.round(wide * (two ? 0.56 : 0.48)), projection: { type: "equalEarth", rotate: [-11, 0, 0] }, most, labels: (row) => row.mean >= 0.01 && (!two || !inEurope(row)) });
  const time = below(also, { choice, width, inner, narrow });
  const frame = { autosize: "pad", width: null, spacing: 14, resolve: { scale: { color: "independent" } } };
  if (!two) return { ...frame, vconcat: [whole, time] };
  const tall = narrow ? Math.round(close * 0.9) : Math.round(wide * 0.56);
  const near = panel(europe, { width: close, height: tall, projection: { type: "conicConformal", parallels: [42, 62], rotate: [-10, 0, 0], center: [0, 51.5], scale: Math.min(close, tall) * 1.38, translate: [close / 2, tall / 2] }, most, labels: (row) => row.mean >= 0.004 });
  near.layer.forEach((layer) => { layer.mark.clip = true; });
  return { ...frame, vconcat: [...(narrow ? [whole, near] : [{ hconcat: [whole, near], spacing: 10 }]), time] };
}

export function places(chart, { rows, width, narrow }) {
  const order = domainOf([...rows].sort((a, b) => a.rank - b.rank), "place");
  const range = order.map((place, i) => (place === "all others" ? "#b8bec9" : OKABE_ITO[i % OKABE_ITO.length]));
  return {
    height: narrow ? 260 : 320,
    data: { values: rows },
    mark: { type: "area", line: { color: PAPER, strokeWidth: 0.8 }, opacity: 0.88 },
    encoding: {
      x: { field: "day", type: "temporal", axis: TIME_AXIS },
      y: { field: "mean", type: "quantitative", stack: "zero", title: "share of all markets' data", axis: PERCENT, scale: { domain: [0, 1] } },
      color: { field: "place", type: "nominal", sort: order, scale: { domain: order, range }, legend: legend(rows, "place", width) },
      order: { field: "rank", type: "quantitative" },
      tooltip: [{ field: "place", title: "" }, { field: "day", type: "temporal", title: "on", format: "%b %Y" }, { field: "mean", format: ".1%" }],
    },
  };
}
