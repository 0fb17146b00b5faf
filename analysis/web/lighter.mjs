// What makes the bundles of both pages smaller: a plugin of esbuild.
import { readFileSync } from "node:fs";

// Transforms of Vega that no chart uses; their exports are looked for by nobody.
const UNUSED = /^vega-(crossfilter|force|hierarchy|label|regression|voronoi|wordcloud)$/;

// Borders to a fiftieth of a degree or so, a tenth of what a pixel shows; neither names nor Antarctica, whose arcs stay empty.
const COARSER = 10;
function lighterWorld({ type, objects, arcs, transform }) {
  const geometries = objects.countries.geometries.filter(({ properties }) => properties.name !== "Antarctica").map(({ properties, ...rest }) => rest);
  const used = new Set(geometries.flatMap((one) => one.arcs.flat(3)).map((arc) => (arc < 0 ? ~arc : arc)));
  const rounded = (arc) => {
    let [x, y, lastX, lastY] = [0, 0, 0, 0];
    const steps = arc.map(([right, up]) => {
      [x, y] = [x + right, y + up];
      const step = [Math.round(x / COARSER) - lastX, Math.round(y / COARSER) - lastY];
      [lastX, lastY] = [lastX + step[0], lastY + step[1]];
      return step;
    });
    return steps.filter((step, i) => i === 0 || i === steps.length - 1 || step[0] !== 0 || step[1] !== 0);
  };
  return {
    type, objects: { countries: { type: objects.countries.type, geometries } }, arcs: arcs.map((arc, i) => (used.has(i) ? rounded(arc) : [])),
    transform: { ...transform, scale: transform.scale.map((size) => size * COARSER) },
  };
}

export const lighter = {
  name: "lighter",
  setup(build) {
    build.onResolve({ filter: UNUSED }, ({ path }) => ({ path, namespace: "unused" }));
    build.onLoad({ filter: /.*/, namespace: "unused" }, () => ({ contents: "export {};" }));
    build.onLoad({ filter: /countries-110m\.json$/ }, ({ path }) => ({ contents: JSON.stringify(lighterWorld(JSON.parse(readFileSync(path, "utf8")))), loader: "json" }));
  },
};
