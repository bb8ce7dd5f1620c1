// How charts look: the page's own font, colours told apart by colour-blind readers, quiet axes.

const FONT = "Hub Sans SC, sans-serif";

// How many entries of a legend stand in a line of a chart so wide; Vega does not find out by itself.
export function legendColumns(width) {
  return width < 480 ? 1 : width < 800 ? 2 : 5;
}

export const chartConfig = (width) => ({
  aria: false, // the table beside the chart is what screen readers read
  font: FONT,
  background: "transparent",
  view: { stroke: null },
  range: { category: ["#14506b", "#e08e2b", "#4f9d8f", "#a8435b", "#7a6fb0", "#8a8f98"] },
  axis: {
    labelColor: "#46525c",
    titleColor: "#46525c",
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 400,
    gridColor: "#e4e9ed",
    domainColor: "#b9c4cc",
    tickColor: "#b9c4cc",
    labelLimit: 180,
    title: null,
  },
  legend: {
    orient: "top",
    direction: "horizontal",
    columns: legendColumns(width),
    title: null,
    labelFontSize: 12,
    labelLimit: 260,
  },
  axisQuantitative: { tickCount: 8 },
  bar: { cornerRadiusEnd: 2 },
  line: { strokeWidth: 2.5 },
  point: { size: 45, filled: true },
});
