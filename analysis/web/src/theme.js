// Colours that people with every kind of colour vision tell apart, and the look shared by all charts.

// Okabe and Ito (2008), the yellow last because it is faint on white.
export const OKABE_ITO = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#F0E442"];
export const BLUE = "#0072B2";
export const ORANGE = "#D55E00";
export const GREEN = "#009E73";
export const GREY = "#6b7280";
export const INK = "#1f2430";

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', Arial, sans-serif";

export function vegaConfig() {
  return {
    background: "#ffffff",
    font: FONT,
    aria: false,
    view: { stroke: null },
    axis: {
      labelFontSize: 12, titleFontSize: 12.5, labelColor: "#374151", titleColor: INK, titleFontWeight: 500,
      gridColor: "#e7e9ee", domainColor: "#9aa1ad", tickColor: "#9aa1ad", labelPadding: 5, titlePadding: 9,
      labelLimit: 230, labelOverlap: true,
    },
    legend: { labelFontSize: 12, titleFontSize: 12, labelColor: "#374151", titleColor: INK, titleFontWeight: 500, labelLimit: 230, symbolStrokeWidth: 2 },
    header: { labelFontSize: 12.5, labelColor: INK, labelFontWeight: 600, title: null },
    text: { fontSize: 12, color: INK },
    range: { category: OKABE_ITO, heatmap: { scheme: "viridis" }, ramp: { scheme: "viridis" } },
  };
}
