// What a clerk says about a file: sheet, agency, region, period, supplement, nil return; and answers about columns.

import { element, filled, hint, holding, labelled, select, ticked } from "./elements.js";
import { find } from "../regions.js";

// The fields with what was said before; `read()` gives the form fields of an upload.
export function declaration(clerk, said = {}, proposedSheets = []) {
  const { words } = clerk;
  const sheet = select(sheetChoices(clerk, proposedSheets), said.sheet ?? "");
  const agency = select(
    [["", words.from_file], ...clerk.agencies.map(({ code, zh, en }) => [code, { zh, en }])],
    said.agency ?? "",
  );
  const region = hint(element("input", "", "", { list: "regions", autocomplete: "off", spellcheck: "false" }), words.region_hint);
  region.value = said.region ? clerk.regionListed(said.region) : "";
  const period = hint(element("input", "", "", { maxlength: "16", autocomplete: "off", spellcheck: "false" }), words.period_hint);
  period.value = said.period ?? "";
  const supplement = ticked(words.supplement, said.mode === "SUPPLEMENT");
  const nil = ticked(words.nil, said.nil ?? false);
  const node = holding(
    element("div", "", "fields"),
    labelled(words.sheet, sheet, "wide"),
    labelled(words.agency, agency),
    labelled(words.region, region, "wide"),
    labelled(words.period, period),
    supplement.node,
    nil.node,
  );
  const parts = { sheet, agency, region, period };
  return { node, parts, read };

  // Only what is said; a region as its code where it can be told.
  function read() {
    const typed = region.value.trim();
    const found = find(typed, clerk.regions);
    return {
      sheet: sheet.value,
      agency: agency.value,
      region: typed && found.length === 1 ? found[0].code : typed,
      period: period.value.trim(),
      mode: supplement.input.checked ? "SUPPLEMENT" : "REPLACE",
      nil: nil.input.checked,
    };
  }
}

function sheetChoices(clerk, proposed) {
  const { words } = clerk;
  const named = ({ name, form, titleZh, titleEn }) => [name, { zh: `${form} ${titleZh}`, en: `${form} ${titleEn}` }];
  const all = clerk.sheets.map(named);
  if (!proposed.length) return [["", words.from_file], ...all];
  const first = new Set(proposed);
  return [
    ["", words.from_file],
    [words.proposed, all.filter(([name]) => first.has(name))],
    [words.all_sheets, all.filter(([name]) => !first.has(name))],
  ];
}

// The pairs of an upload's form fields.
export function formFields(said, answers = new Map()) {
  const pairs = ["sheet", "agency", "region", "period"].filter((name) => said[name]).map((name) => [name, said[name]]);
  pairs.push(["mode", said.mode]);
  if (said.nil) pairs.push(["nil", "true"]);
  for (const [header, field] of answers) pairs.push(["map", `${header}=${field}`]);
  return pairs;
}

// A question for each header that nothing was found for: {header, select}. Uncertain ones have proposals.
export function columnQuestions(receipts, clerk, answers) {
  const { words } = clerk;
  const asked = new Map();
  for (const { sheet, problems } of receipts) {
    for (const { kind, header, value, cell, proposals } of problems) {
      const isColumn = kind === "unknown_column" || proposals.some((one) => one.field);
      if (!isColumn) continue;
      const pairs = proposals.length ? proposals : [{ header: header ?? value, field: null }];
      for (const one of pairs.filter((pair) => pair.header)) {
        const question = asked.get(one.header) ?? { header: one.header, cell: null, sheet, proposed: new Set() };
        if (kind !== "missing_column") question.cell ??= cell;
        if (one.field) question.proposed.add(one.field);
        asked.set(one.header, question);
      }
    }
  }
  return [...asked.values()].map(({ header, cell, sheet, proposed }) => {
    const columns = clerk.sheet(sheet)?.columns ?? [];
    const choice = ({ field, headers }) => [field, { zh: headers[0], en: `${field} (${headers[0]})` }];
    const few = columns.filter(({ field }) => proposed.has(field)).map(choice);
    const rest = columns.filter(({ field }) => !proposed.has(field)).map(choice);
    const made = select(
      [
        ["?", words.not_answered],
        ...(few.length ? [[words.proposed, few]] : []),
        ["", words.leave_aside],
        [words.all_columns, rest],
      ],
      answers.has(header) ? answers.get(header) : "?",
    );
    const question = filled(words.which_column, { header, cell: cell ? ` (${cell})` : "" });
    return { header, select: made, certain: !proposed.size, node: labelled(question, made, "question") };
  });
}
