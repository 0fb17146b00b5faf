// Colours that people with every kind of colour vision tell apart, and the look shared by all charts.

// Okabe and Ito (2008), the yellow last because it is faint on white; all are seen on the dark paper too.
export const OKABE_ITO = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8c8c8c", "#F0E442"];
export const BLUE = "#0072B2";
export const ORANGE = "#D55E00";
export const GREEN = "#009E73";
export const GREY = "#6b7280";

// What changes between light and dark. On the page these are the style sheet's variables, so that a picture follows the reader's
// scheme, and the paper's when printed, without being drawn again; a saved picture has the light colours.
const LIGHT = { ink: "#1f2430", soft: "#4b5563", line: "#d9dde4", paper: "#ffffff", ground: "#f4f6f9", empty: "#e6e8ec", land: "#c2cfdd" };
export let [INK, SOFT, LINE, PAPER, GROUND, EMPTY, LAND] = Object.values(LIGHT);

export function drawForPage(page) {
  [INK, SOFT, LINE, PAPER, GROUND, EMPTY, LAND] = Object.entries(LIGHT).map(([name, colour]) => (page ? `var(--${name})` : colour));
}

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', Arial, sans-serif";

export function vegaConfig() {
  return {
    background: PAPER,
    font: FONT,
    aria: false,
    view: { stroke: null },
    title: { color: INK, subtitleColor: SOFT },
    axis: {
      labelFontSize: 12, titleFontSize: 12.5, labelColor: SOFT, titleColor: INK, titleFontWeight: 500,
      gridColor: LINE, domainColor: GREY, tickColor: GREY, labelPadding: 5, titlePadding: 9,
      labelLimit: 230, labelOverlap: true,
    },
    legend: { labelFontSize: 12, titleFontSize: 12, labelColor: SOFT, titleColor: INK, titleFontWeight: 500, labelLimit: 230, symbolStrokeWidth: 2 },
    header: { labelFontSize: 12.5, labelColor: INK, labelFontWeight: 600, title: null },
    text: { fontSize: 12, color: INK },
    range: { category: OKABE_ITO, heatmap: { scheme: "viridis" }, ramp: { scheme: "viridis" } },
  };
}
