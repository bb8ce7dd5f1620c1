// Problems as a clerk reads them: of one kind in one column together, the cells below, the worst first.

import { element, filled, growing, holding, scrolling, table } from "./elements.js";

const SEVERITIES = ["error", "warning", "notice"];
const RUNS = 6; // of rows that a heading names
const FEW = 20; // problems that are all open at once
const GROUPS = 20;
const CELLS = 25;

// Everything that was found, or a sentence that nothing was. The server lists the first problems and counts all.
export function problemList(receipt, words) {
  const { problems } = receipt;
  if (!problems.length) return element("p", words.no_problems, "none");
  const groups = grouped(problems);
  const open = problems.length <= FEW;
  const list = element("ul", "", "groups");
  return holding(
    element("div", "", "problems"),
    element("p", counted([receipt], words), "counts"),
    growing(list, groups, (group) => groupItem(group, open, words), GROUPS, words),
    unlisted(receipt, words),
  );
}

// What the list leaves out: the annotated workbook marks it.
function unlisted({ problems, problems_total: total }, words) {
  const number = (total ?? problems.length) - problems.length;
  return number > 0 && element("p", filled(words.unlisted, { number }), "note");
}

// 2 errors, 1 warning.
export function counted(receipts, words) {
  const counts = receipts.flatMap(({ problems, problem_groups: groups }) =>
    groups ? groups.map(({ severity, count }) => [severity, count]) : problems.map(({ severity }) => [severity, 1]),
  );
  const parts = SEVERITIES.map((severity) => [
    severity,
    counts.filter(([of]) => of === severity).reduce((sum, [, count]) => sum + count, 0),
  ]).filter(([, number]) => number);
  if (!parts.length) return words.no_problems;
  const said = parts.map(([severity, number]) => filled(words[`${severity}_count`], { number }));
  return { zh: said.map(({ zh }) => zh).join("，"), en: said.map(({ en }) => en).join(", ") };
}

function grouped(problems) {
  const groups = new Map();
  for (const problem of problems) {
    const [, column = "", row = ""] = /^([A-Z]+)(\d+)$/.exec(problem.cell ?? "") ?? [];
    const { kind, severity, worksheet, header } = problem;
    const key = JSON.stringify([kind, severity, worksheet, header || column]);
    const group = groups.get(key) ?? { kind, severity, worksheet, header, column, rows: [], problems: [] };
    if (row) group.rows.push(Number(row));
    group.problems.push(problem);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

function groupItem(group, open, words) {
  const { severity, problems } = group;
  const details = element("details");
  details.open = open;
  const summary = holding(
    element("summary"),
    element("span", words[severity], `severity ${severity}`),
    element("span", place(group, words), "place"),
    element("span", problems.length > 1 ? `× ${problems.length}` : "", "times"),
    element("span", problems[0].message, "said"),
  );
  let filledIn = false;
  const fill = () => {
    if (filledIn || !details.open) return;
    filledIn = true;
    const { made, body } = table([words.cell, words.value, words.problem, words.expected]);
    details.append(scrolling(growing(body, problems, (problem) => line(problem, words), CELLS, words), words.problems));
    made.className = "cells";
  };
  details.addEventListener("toggle", fill);
  fill();
  return holding(element("li"), holding(details, summary));
}

// Sheet1 · 金额 · M5-M8, M12.
function place({ worksheet, header, column, rows, problems }, words) {
  const runs = [];
  for (const row of [...new Set(rows)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] + 1 === row) last[1] = row;
    else runs.push([row, row]);
  }
  const one = new Set(problems.map(({ cell }) => /^[A-Z]*/.exec(cell ?? "")[0])).size === 1 ? column : "";
  const cells = runs
    .slice(0, RUNS)
    .map(([first, last]) => (first === last ? `${one}${first}` : `${one}${first}–${one}${last}`));
  if (runs.length > RUNS) cells.push("…");
  const rowsOnly = cells.length && !one;
  const named = [worksheet, header].filter(Boolean);
  const whole = named.length || cells.length ? "" : words.whole_file;
  const said = (language) =>
    [...named, cells.length ? (rowsOnly ? filled(words.rows_of, { rows: cells.join(", ") })[language] : cells.join(", ")) : ""]
      .filter(Boolean)
      .join(" · ") || whole[language];
  return { zh: said("zh"), en: said("en") };
}

function line(problem, words) {
  const made = element("tr");
  const where = problem.cell ?? problem.worksheet ?? words.whole_file;
  const expected = element("td", problem.expected ?? "");
  if (problem.suggestion) {
    if (problem.expected) expected.append(element("br"));
    expected.append(element("span", filled(words.suggestion, { value: String(problem.suggestion) })));
  }
  return holding(
    made,
    element("th", where, "", { scope: "row" }),
    element("td", problem.value ?? "", "value"),
    element("td", problem.message),
    expected,
  );
}
