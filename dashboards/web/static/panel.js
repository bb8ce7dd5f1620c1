// One panel: its states, its figure table, its chart. A figure's text says why it has no value, where it has none.

import { chartConfig, legendColumns } from "./chart.js";

const WIDE = 2; // figures that a table can hold beside its chart
const watched = new WeakMap(); // chart -> what watches its width

export function wait(section, words) {
  state(section, "loading", words.loading);
}

export function clear(section) {
  state(section, "idle", "");
}

export function fail(section, said) {
  state(section, "error", said);
}

export async function draw(section, panel, data, words) {
  if (!data.rows.length) return state(section, "empty", words.empty);
  section.classList.toggle("wide", panel.figures.length > WIDE);
  state(section, "ready", "");
  section.querySelector(".figures").replaceChildren(table(panel, data, words));
  section.querySelector(".coverage").replaceChildren(...coverage(panel, data, words));
  await chart(section.querySelector(".chart"), panel, data, words);
}

function state(section, name, said) {
  section.dataset.state = name;
  section.setAttribute("aria-busy", String(name === "loading"));
  section.querySelector(".state").textContent = said;
  section.querySelector(".content").hidden = name !== "ready";
}

function table(panel, data, words) {
  const made = element("table");
  const head = element("tr");
  for (const group of panel.groups) head.append(heading(words.groups[group], "col"));
  for (const { label } of panel.figures) head.append(heading(label, "col"));
  made.createTHead().append(head);
  const body = made.createTBody();
  const total = data.total?.[0];
  if (total) body.append(line([words.total], panel, total, "total"));
  for (const row of total && !hasValue(panel, data) ? [] : data.rows) body.append(line(labels(row, panel, words), panel, row, ""));
  return made;
}

function line(named, panel, row, className) {
  const made = element("tr", "", className);
  named.forEach((name, index) => {
    const cell = heading(name, "row");
    if (index === named.length - 1) cell.colSpan = panel.groups.length - index;
    made.append(cell);
  });
  for (const { field } of panel.figures) made.append(cell(row[field]));
  return made;
}

function cell(figure) {
  const made = element("td", figure.text, figure.missing ? "missing" : "");
  if (figure.yearOnYear && !figure.missing) made.append(element("small", figure.yearOnYear.text));
  return made;
}

// How many of the reports owed had come, the same sentence once for all figures that share it.
function coverage(panel, data, words) {
  const row = data.total?.[0] ?? (data.rows.length === 1 ? data.rows[0] : null);
  if (!row) return [];
  const figures = new Map();
  for (const { field, label } of panel.figures) {
    const said = covered(row[field].coverage, words);
    figures.set(said, [...(figures.get(said) ?? []), label]);
  }
  return [...figures].map(([said, labels]) =>
    element("li", (figures.size > 1 ? `${labels.join(" / ")}${words.colon}` : "") + said),
  );
}

function covered({ expected, received, carried }, words) {
  if (!expected) return words.coverage_none;
  const said = words.coverage.replace("{expected}", expected).replace("{received}", received);
  return carried ? said + words.coverage_carried.replace("{carried}", carried) : said;
}

function hasValue(panel, data) {
  return data.rows.some((row) => panel.figures.some(({ field }) => row[field].value !== null));
}

async function chart(place, panel, data, words) {
  const values = records(panel, data, words);
  watched.get(place)?.disconnect();
  if (!values.length) {
    place.replaceChildren(element("p", words.no_chart, "note"));
    return;
  }
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", words.chart_of.replace("{title}", panel.title));
  const fit = { type: "fit-x", contains: "padding" };
  const encoding = { tooltip: { field: "said", type: "nominal" }, ...panel.chart.encoding };
  const specification = { width: "container", autosize: fit, ...panel.chart, encoding, data: { values } };
  let columns = legendColumns(place.clientWidth);
  await embed(place, specification);
  const observer = new ResizeObserver(() => {
    if (legendColumns(place.clientWidth) === columns) return; // Vega itself follows the width
    columns = legendColumns(place.clientWidth);
    embed(place, specification);
  });
  observer.observe(place);
  watched.set(place, observer);
}

function embed(place, specification) {
  return window.vegaEmbed(place, specification, {
    mode: "vega-lite",
    renderer: "svg",
    actions: false,
    ast: true, // expressions are interpreted, so that the page needs no eval
    defaultStyle: false, // styles stand in board.css
    tooltip: { disableDefaultStyle: true },
    config: chartConfig(place.clientWidth),
  });
}

// The rows taken apart: one record a group and figure that has a value.
function records(panel, data, words) {
  const charted = panel.figures.filter(({ field }) => panel.charted.includes(field));
  return data.rows.flatMap((row, index) => {
    const groups = Object.fromEntries(
      labels(row, panel, words).map((label, place) => [panel.groups[place], label]),
    );
    return charted
      .filter(({ field }) => row[field].value !== null)
      .map(({ field, label }, order) => ({
        ...groups,
        figure: label,
        field,
        row: index,
        order,
        value: Number(row[field].value),
        text: row[field].text,
        said: `${Object.values(groups).join(" ")} ${label}${words.colon}${row[field].text}`,
      }));
  });
}

function labels(row, panel, words) {
  return panel.groups.map((group) => {
    const value = row[group];
    if (group === "region") return row.ownLevel ? words.own_level.replace("{region}", value.name) : value.name;
    return value?.[document.documentElement.lang.slice(0, 2)] ?? value ?? "";
  });
}

function heading(text, scope) {
  const made = element("th", text);
  made.scope = scope;
  return made;
}

function element(tag, text = "", className = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}
