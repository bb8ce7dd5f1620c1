// What accepting a submission would change, and the acceptance itself: exactly the plan that is shown, or none.

import {
  button,
  element,
  filled,
  focus,
  growing,
  holding,
  labelled,
  say,
  scrolling,
  table,
  ticked,
} from "./elements.js";

const COUNTS = ["new", "changed", "unchanged", "removed", "shadowed"];
const PAGE = 50;
const FIGURES = 20;

// The preview of a checked submission; `done` is called after its acceptance.
export function preview(receipt, clerk, done) {
  const { server, words } = clerk;
  const path = `/api/submissions/${receipt.submission}`;
  const empty = !receipt.rows.read;
  let known = receipt.mode !== null; // else the server knows how it was sent
  const supplement = ticked(words.supplement, receipt.mode === "SUPPLEMENT");
  const nil = ticked(words.nil_confirm, receipt.nil === true);
  const reason = element("input", "", "", { maxlength: "500", autocomplete: "off" });
  const reasonField = labelled(words.reason_closed, reason, "wide");
  const state = element("p", "", "state", { role: "status" });
  const shown = element("div", "", "shown");
  const act = button(words.accept, accept);
  const asked = holding(element("div", "", "fields"), empty ? nil.node : supplement.node, reasonField);
  const title = element("h4", words.preview);
  const section = holding(
    element("section", "", "preview"),
    title,
    state,
    shown,
    decision(),
  );
  let plan = null;
  let asking = 0;
  reasonField.hidden = true;
  for (const { input } of [supplement, nil]) input.addEventListener("change", load);
  load();
  return section;

  function decision() {
    if (!clerk.may("submissions.accept")) return element("p", words.may_not_accept, "note");
    return holding(element("div", "", "decision"), asked, holding(element("div", "", "buttons"), act));
  }

  function said() {
    if (!known) return {};
    return empty ? { nil: nil.input.checked } : { mode: supplement.input.checked ? "SUPPLEMENT" : "REPLACE" };
  }

  function page(after) {
    const asked = new URLSearchParams({ first: PAGE, ...said(), ...(after ? { after } : {}) });
    return server.get(`${path}/preview?${asked}`);
  }

  async function load() {
    const mine = ++asking;
    plan = null;
    say(state, words.previewing);
    section.setAttribute("aria-busy", "true");
    try {
      const found = await page();
      if (mine !== asking) return;
      plan = found.plan;
      known = true;
      [supplement.input.checked, nil.input.checked] = [found.mode === "SUPPLEMENT", found.nil];
      reasonField.hidden = !found.reason_required;
      reason.required = found.reason_required;
      shown.replaceChildren(...content(found, words, clerk, page));
      say(state, "");
      section.dataset.state = "ready";
    } catch (error) {
      if (mine !== asking) return;
      shown.replaceChildren();
      say(state, clerk.sentence(error));
      section.dataset.state = "error";
    }
    section.setAttribute("aria-busy", "false");
  }

  async function accept() {
    if (plan === null) return focus(title);
    if (empty && !nil.input.checked) return refuse(words.nil_needed, nil.input);
    if (reason.required && !reason.value.trim()) return refuse(words.reason_needed, reason);
    say(state, words.accepting);
    try {
      await server.post(`${path}/accept`, { plan, ...said(), reason: reason.value.trim() || null });
      done();
    } catch (error) {
      if (error.code === "PLAN_STALE") await load();
      if (error.code === "REASON_REQUIRED") reasonField.hidden = false;
      const at = { REASON_REQUIRED: reason, NIL_UNCONFIRMED: nil.input }[error.code] ?? act;
      refuse(clerk.sentence(error), at);
    }
  }

  function refuse(why, at) {
    say(state, why);
    section.dataset.state = "error";
    at.focus();
  }
}

function content(found, words, clerk, page) {
  return [
    counts(found.rows, words),
    found.partial && element("p", words.partial_said, "note"),
    closed(found.closed_months, words),
    columns(found.columns_changed, words),
    figures(found, words, clerk),
    differences(found, words, page),
  ].filter(Boolean);
}

function counts(rows, words) {
  const list = element("dl", "", "counted");
  for (const name of COUNTS) {
    if (name === "shadowed" && !rows[name]) continue;
    holding(list, holding(element("div", "", name), element("dt", words.row_counts[name]), element("dd", String(rows[name]))));
  }
  return list;
}

function closed(months, words) {
  if (!months.length) return null;
  const named = months.map(({ region, month }) => `${region} ${month}`).join(", ");
  return element("p", filled(words.closed_months, { months: named }), "message");
}

function columns({ added, gone, renamed }, words) {
  const lines = [
    ...added.map((header) => filled(words.column_added, { header })),
    ...gone.map((header) => filled(words.column_gone, { header })),
    ...renamed.map(({ from, to }) => filled(words.column_renamed, { from, to })),
  ];
  if (!lines.length) return null;
  return holding(
    element("div", "", "columns"),
    element("h5", words.columns_changed),
    holding(element("ul"), ...lines.map((said) => element("li", said))),
  );
}

function figures({ figures: changed, figures_total: total }, words, clerk) {
  const title = element("h5", filled(words.figures_changed, { number: total }));
  if (!changed.length) return holding(element("div"), title);
  const { made, body } = table([words.indicator, words.region, words.period, words.before, words.after]);
  const line = ({ zh, en, region, period, before, after, closed: out }) =>
    holding(
      element("tr"),
      element("th", { zh, en }, "", { scope: "row" }),
      element("td", clerk.regionName(region)),
      holding(element("td", period), out && holding(element("small"), element("span", words.closed))),
      element("td", before ?? words.not_reported, before === null ? "missing" : ""),
      element("td", after ?? words.not_reported, after === null ? "missing" : ""),
    );
  const grown = growing(body, changed, line, FIGURES, words);
  made.className = "numbers";
  const rest = total > changed.length && element("p", filled(words.figures_left, { number: changed.length }), "note");
  return holding(element("div"), title, scrolling(grown, words.figures_title), rest);
}

function differences(found, words, page) {
  const title = element("h5", filled(words.differences, { number: found.differences_total }));
  if (!found.differences.length) return holding(element("div"), title);
  const { made, body } = table([words.change, words.record, words.row, words.cells]);
  made.className = "differences";
  const add = (some) => {
    const lines = some.map((difference) => differenceLine(difference, words));
    body.append(...lines);
    return lines[0];
  };
  add(found.differences);
  let { after } = found;
  const failed = element("p", "", "state", { role: "alert" });
  const left = () => filled(words.more, { left: found.differences_total - body.rows.length });
  const more = button(left(), async () => {
    try {
      const next = await page(after);
      if (next.plan !== found.plan) return say(failed, words.changed_meanwhile);
      const first = add(next.differences);
      after = next.after;
      say(more, left());
      if (!after) more.remove();
      if (!after) focus(first);
    } catch (error) {
      say(failed, error.said ?? words.unreachable);
    }
  }, "quiet more");
  return holding(element("div"), title, scrolling(made, words.differences_title), after && more, failed);
}

function differenceLine({ kind, key, worksheet, row, changes, withheld }, words) {
  const list = holding(element("ul", "", "changes"), ...changes.map((change) => changeItem(change, kind, words)));
  const cells = element("td");
  if (withheld) cells.append(element("span", words.withheld, "missing"));
  else if (kind === "CHANGED" || kind === "SHADOWED") cells.append(list);
  else {
    const summary = element("summary", filled(words.cells_of, { number: changes.length }));
    cells.append(holding(element("details"), summary, list));
  }
  return holding(
    element("tr", "", kind.toLowerCase()),
    holding(element("td"), element("span", words.difference_kinds[kind], "kind")),
    element("th", key, "", { scope: "row" }),
    kind === "REMOVED" ? element("td", words.not_in_file) : element("td", `${worksheet} ${row}`),
    cells,
  );
}

function changeItem({ header_zh: header, cell, old, new: now }, kind, words) {
  const made = holding(element("li"), element("span", cell ? `${header} ${cell}` : header, "header"));
  const value = (text, tag, before) => {
    const shown = text === null ? element("span", words.blank, "missing") : element(tag, text);
    made.append(element("span", before, "unseen"), shown);
  };
  const both = kind === "CHANGED" || kind === "SHADOWED";
  if (kind !== "NEW") value(old, "del", words.was);
  if (both) made.append(element("span", "→", "arrow", { "aria-hidden": "true" }));
  if (kind !== "REMOVED") value(now, "ins", words.becomes);
  return made;
}
