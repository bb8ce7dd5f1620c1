// The page of who owes what: asks the reporting board of a month and region, shows units by sheets.

import { element, filled, focus, hint, holding, label, say, scrolling, speak, table } from "./submit/elements.js";
import { Server } from "./submit/server.js";
import { NATION, find, fullName, listed } from "./regions.js";

const { words } = JSON.parse(document.getElementById("given").textContent);
const { bases, sides, states } = words;
const TOKEN = "hub-token";
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const PAGE = 500;
const SLOTS_MAX = 10_000;
const WHO = `query Who {
  viewer { region { code } }
  agencies { code zh en }
  submissions(first: 1) { nodes { region { code } periodTo } }
}`;
const REGIONS = `query Regions($on: Date) {
  regions(on: $on) { code name level parentCode }
  dataVersion { number }
}`;
const BOARD = `query Board($month: Month!, $within: RegionCode!, $agency: String, $first: Int!, $after: ID) {
  reportingBoard(month: $month, within: $within, agency: $agency, first: $first, after: $after) {
    id unit agency { code zh en } region { code name } sheet { name form zh en } side month dueOn basis state
    receivedAt acceptedAt daysLate submissionId supplements
  }
}`;
const RATES = `query Rates($month: Month!, $within: RegionCode!) {
  statistics(within: $within, from: $month, to: $month) {
    reportingCompletenessRate { value missing numerator denominator }
    reportingOnTimeRate { value missing numerator denominator }
  }
}`;
const RECEIVED = new Set(["RECEIVED_ON_TIME", "RECEIVED_LATE", "NIL_ON_TIME", "NIL_LATE", "PARTIAL"]);
const at = (id) => document.getElementById(id);

let running = 0;
let asked = { token: null, who: null };

start();

function start() {
  for (const node of document.querySelectorAll("[data-word]")) say(node, words[node.dataset.word]);
  for (const node of document.querySelectorAll("[data-label-word]")) label(node, words[node.dataset.labelWord]);
  for (const node of document.querySelectorAll("[data-hint-word]")) hint(node, words[node.dataset.hintWord]);
  for (const link of document.querySelectorAll("a[data-language]")) link.addEventListener("click", change);
  const given = new URLSearchParams(location.search);
  for (const name of ["region", "month"]) at(name).value = given.get(name) ?? "";
  at("token").value = sessionStorage.getItem(TOKEN) ?? "";
  at("choice").addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  at("print").addEventListener("click", () => window.print());
  show(given.get("agency") ?? "");
}

// Another language keeps everything that is on the page.
function change(event) {
  event.preventDefault();
  const language = event.currentTarget.dataset.language;
  speak(language);
  document.title = `${words.title[language]} · ${words.hub[language]}`;
  address({ lang: language });
  for (const link of document.querySelectorAll("a[data-language]")) {
    if (link.dataset.language === language) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  for (const link of document.querySelectorAll("nav.places a")) {
    const url = new URL(link.href);
    url.searchParams.set("lang", language);
    link.href = url;
  }
}

async function show(agency = at("agency").value) {
  const mine = ++running;
  const token = at("token").value.trim();
  if (token) sessionStorage.setItem(TOKEN, token);
  else sessionStorage.removeItem(TOKEN);
  if (!token) return refuse(words.no_token);
  tell("");
  at("details").hidden = true;
  at("matrix").setAttribute("aria-busy", "true");
  say(at("state"), words.loading);
  try {
    const server = new Server(token, words);
    const choice = await chosen(server, agency);
    if (choice === null || mine !== running) return null;
    const [slots, rates] = await Promise.all([board(server, choice), server.ask(RATES, choice)]);
    if (mine === running) draw(slots, rates.statistics[0], choice);
  } catch (error) {
    if (mine === running) refuse(sentence(error));
  } finally {
    if (mine === running) at("matrix").setAttribute("aria-busy", "false");
  }
  return null;
}

// The choice as variables of the queries, or null after saying what is wrong with it.
async function chosen(server, agency) {
  if (asked.token !== server.token) asked = { token: server.token, who: await server.ask(WHO) };
  const { viewer, agencies, submissions } = asked.who;
  const option = (one) => element("option", { zh: one.zh, en: one.en }, "", { value: one.code });
  at("agency").replaceChildren(element("option", words.all_agencies, "", { value: "" }), ...agencies.map(option));
  at("agency").value = agencies.some(({ code }) => code === agency) ? agency : "";
  const newest = submissions.nodes[0];
  at("month").value = at("month").value.trim() || (newest?.periodTo ?? new Date().toISOString().slice(0, 7));
  at("region").value = at("region").value.trim() || ((viewer.region ?? newest?.region)?.code ?? NATION);
  const month = at("month").value;
  if (!MONTH.test(month)) return refuse(words.month_invalid);
  const { regions, dataVersion } = await server.ask(REGIONS, { on: `${month}-01` });
  at("regions").replaceChildren(...regions.map((one) => element("option", "", "", { value: listed(one, regions) })));
  const found = find(at("region").value, regions);
  if (found.length !== 1) return refuse(found.length ? words.region_ambiguous : words.region_unknown);
  const [region] = found;
  at("region").value = listed(region, regions);
  address({ region: region.code, month, agency: at("agency").value });
  const name = region.code === NATION ? region.name : fullName(region, regions);
  say(at("chosen"), filled(words.shown, { region: name, month, version: dataVersion.number }));
  return { within: region.code, month, agency: at("agency").value || null };
}

// All slots, page by page.
async function board(server, choice) {
  const slots = [];
  let page;
  do {
    const after = slots.at(-1)?.id ?? null;
    page = (await server.ask(BOARD, { ...choice, first: PAGE, after })).reportingBoard;
    slots.push(...page);
  } while (page.length === PAGE && slots.length < SLOTS_MAX);
  if (page.length === PAGE) tell(filled(words.too_many, { number: slots.length }));
  return slots;
}

function draw(slots, rates, choice) {
  at("matrix").hidden = false;
  say(at("state"), slots.length ? "" : words.empty);
  const count = (wanted) => slots.filter(({ state }) => wanted(state)).length;
  const totals = [
    [words.owed, slots.length],
    [words.received, count((state) => RECEIVED.has(state))],
    ...Object.keys(states).map((name) => [states[name], count((state) => state === name)]).filter(([, n]) => n),
  ];
  if (!choice.agency) {
    totals.push([words.completeness, rate(rates?.reportingCompletenessRate)]);
    totals.push([words.on_time, rate(rates?.reportingOnTimeRate)]);
  }
  at("totals").replaceChildren(...facts(totals));
  at("table").replaceChildren(...(slots.length ? [matrix(slots)] : []));
}

function rate(figure) {
  if (!figure) return words.not_applicable;
  if (figure.value === null) return figure.missing === "WITHHELD" ? words.withheld : words.not_applicable;
  return filled(words.rate, figure);
}

function matrix(slots) {
  const column = ({ sheet, side }) => `${sheet.form}\u0000${sheet.name}\u0000${side ?? ""}`;
  const sheets = new Map(slots.map((slot) => [column(slot), slot]));
  const names = [...sheets.keys()].sort();
  const units = new Map();
  for (const slot of slots) {
    const key = `${slot.region.code} ${slot.agency.code}`;
    if (!units.has(key)) units.set(key, { slot, cells: new Map() });
    units.get(key).cells.set(column(slot), slot);
  }
  const { made, body } = table([words.unit]);
  for (const name of names) made.tHead.rows[0].append(heading(sheets.get(name)));
  for (const key of [...units.keys()].sort()) {
    const { slot, cells } = units.get(key);
    const line = body.insertRow();
    const unit = holding(element("th", "", "", { scope: "row" }), element("span", slot.region.name));
    unit.append(element("small", { zh: slot.agency.zh, en: slot.agency.en }));
    line.append(unit, ...names.map((name) => cell(cells.get(name))));
  }
  const first = body.querySelector("button");
  if (first) first.tabIndex = 0;
  body.addEventListener("keydown", move);
  return scrolling(made, words.table);
}

function heading({ sheet, side }) {
  const head = holding(element("th", "", "", { scope: "col" }), element("span", sheet.form));
  head.append(element("small", titled(sheet, side)));
  return head;
}

function titled(sheet, side) {
  const said = sides[side];
  return said ? { zh: `${sheet.zh}（${said.zh}）`, en: `${sheet.en} (${said.en})` } : { zh: sheet.zh, en: sheet.en };
}

function cell(slot) {
  if (!slot) return element("td", words.not_owed, "none");
  const made = element("button", "", "slot", { type: "button", "data-state": slot.state, "aria-pressed": "false" });
  made.tabIndex = -1;
  made.append(element("span", states[slot.state]));
  const more = slot.daysLate ? filled(words.late, { days: slot.daysLate }) : filled(words.due, { day: slot.dueOn });
  made.append(element("small", more));
  if (slot.supplements) made.append(element("small", filled(words.supplements, { number: slot.supplements })));
  made.addEventListener("click", () => detail(slot, made));
  return holding(element("td"), made);
}

// The arrow keys, Home and End move from slot to slot; one of them is reached with Tab.
function move(event) {
  const here = event.target.closest("button.slot");
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  if (!here || (!step && event.key !== "Home" && event.key !== "End")) return;
  event.preventDefault();
  const line = here.closest("tr");
  const rows = [...line.parentNode.rows];
  let next = null;
  if (step) {
    let [row, at] = [rows.indexOf(line), here.parentNode.cellIndex];
    do {
      row += step[0];
      at += step[1];
      next = rows[row]?.cells[at]?.querySelector("button") ?? null;
    } while (!next && rows[row]?.cells[at]);
  } else next = [...line.querySelectorAll("button")].at(event.key === "Home" ? 0 : -1);
  if (!next) return;
  here.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function detail(slot, pressed) {
  for (const one of at("table").querySelectorAll('[aria-pressed="true"]')) one.setAttribute("aria-pressed", "false");
  pressed.setAttribute("aria-pressed", "true");
  const title = titled(slot.sheet, slot.side);
  at("facts").replaceChildren(
    ...facts([
      [words.unit, { zh: `${slot.region.name} ${slot.agency.zh}`, en: `${slot.region.name}, ${slot.agency.en}` }],
      [words.sheet, { zh: `${slot.sheet.form} ${title.zh}`, en: `${slot.sheet.form} ${title.en}` }],
      [words.month, slot.month],
      [words.state, states[slot.state]],
      [words.due_on, slot.dueOn],
      [words.basis, bases[slot.basis]],
      ...(slot.receivedAt ? [[words.received_at, time(slot.receivedAt)]] : []),
      ...(slot.acceptedAt ? [[words.accepted_at, time(slot.acceptedAt)]] : []),
      ...(slot.submissionId ? [[words.submission, slot.submissionId]] : []),
    ]),
  );
  at("details").hidden = false;
  focus(at("details-title"));
}

function facts(found) {
  return found.map(([name, said]) => holding(element("div"), element("dt", name), element("dd", said)));
}

// A time as clocks in China show it.
function time(text) {
  return new Date(Date.parse(text) + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
}

// The choice is part of the address, so that it can be bookmarked.
function address(said) {
  const now = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(said)) {
    if (value) now.set(name, value);
    else now.delete(name);
  }
  history.replaceState(null, "", `?${now}`);
}

// One sentence in both languages for whatever went wrong.
function sentence(error) {
  if (!error.said) {
    console.error(error);
    return words.unexpected;
  }
  const { zh, en } = error.said;
  return error.code && error.code !== "UNAUTHENTICATED" ? { zh: `${zh} (${error.code})`, en: `${en} (${error.code})` } : { zh, en };
}

function refuse(said) {
  tell(said);
  say(at("state"), "");
  say(at("chosen"), "");
  at("matrix").hidden = true;
  at("details").hidden = true;
  return null;
}

function tell(said) {
  say(at("message"), said);
  at("message").hidden = !said;
}
