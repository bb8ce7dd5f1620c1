// The page of a board: reads the choice, asks /graphql with the token of this tab, fills the panels.

import { clear, draw, fail, wait } from "./panel.js";
import { NATION, childLevel, find, fullName, listed } from "./regions.js";

const given = JSON.parse(document.getElementById("given").textContent);
const { language, words } = given;
const form = document.getElementById("choice");
const input = (name) => document.getElementById(name);

const NEWEST = `query Newest {
  viewer { region { code } }
  submissions(first: 1) { nodes { region { code } periodTo } }
}`;
const REGIONS = `query Regions($on: Date) {
  regions(on: $on) { code name level parentCode }
  dataVersion { number }
}`;
const TOKEN = "hub-token";
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

let running = new AbortController();

start();

async function start() {
  const asked = new URLSearchParams(location.search);
  for (const name of ["region", "from", "to"]) input(name).value = asked.get(name) ?? "";
  input("token").value = sessionStorage.getItem(TOKEN) ?? "";
  await document.fonts.load("16px 'Hub Sans SC'", "欠薪");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  document.getElementById("print").addEventListener("click", () => window.print());
  addressLanguages();
  show();
}

async function show() {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  const token = input("token").value.trim();
  remember(token);
  say("");
  try {
    const choice = token ? await chosen(token, signal) : refuse(words.no_token);
    if (choice === null) return;
    await Promise.all(given.panels.map((panel) => fill(panel, choice, token, signal)));
  } catch (error) {
    if (error.name === "AbortError") return;
    refuse(sentence(error));
  }
}

// The choice as variables of the panels' queries, or null after saying what is wrong with it.
async function chosen(token, signal) {
  await propose(token, signal);
  const [from, to] = [input("from").value.trim(), input("to").value.trim()];
  if (!MONTH.test(from) || !MONTH.test(to)) return refuse(words.month_invalid);
  if (from > to) return refuse(words.months_reversed);
  const { data } = await ask(REGIONS, { on: `${to}-01` }, token, signal);
  list(data.regions);
  const found = find(input("region").value.trim(), data.regions);
  if (found.length !== 1) return refuse(found.length ? words.region_ambiguous : words.region_unknown);
  const [region] = found;
  input("region").value = listed(region, data.regions);
  address({ region: region.code, from, to });
  document.getElementById("chosen").textContent =
    `${fullName(region, data.regions)} · ${from} ${words.until} ${to} · ${words.version} ${data.dataVersion.number}`;
  return {
    within: region.code,
    from,
    to,
    by: [childLevel(region, data.regions)],
    language: language.toUpperCase(),
  };
}

// What is left blank is filled in from the viewer's region and the newest submission.
async function propose(token, signal) {
  const blank = ["region", "from", "to"].filter((name) => !input(name).value.trim());
  if (!blank.length) return;
  const { data } = await ask(NEWEST, {}, token, signal);
  const newest = data.submissions.nodes[0];
  const last = newest?.periodTo ?? new Date().toISOString().slice(0, 7);
  const to = input("to").value.trim() || last;
  const proposed = {
    region: (data.viewer.region ?? newest?.region)?.code ?? NATION,
    from: `${to.slice(0, 4)}-01`,
    to,
  };
  for (const name of blank) input(name).value = proposed[name];
}

async function fill(panel, variables, token, signal) {
  const section = document.getElementById(panel.name);
  wait(section, words);
  try {
    const { data } = await ask(panel.query, variables, token, signal);
    if (!signal.aborted) await draw(section, panel, data, words);
  } catch (error) {
    if (!signal.aborted) fail(section, sentence(error));
  }
}

async function ask(query, variables, token, signal) {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
    signal,
  });
  if (response.status === 401) throw { said: words.refused };
  const answer = await response.json();
  if (answer.errors?.length) throw answer.errors[0];
  return answer;
}

// One sentence in the page's language for whatever went wrong.
function sentence(error) {
  if (error.said) return error.said;
  if (error instanceof TypeError || error instanceof SyntaxError) return words.unreachable;
  const { code, [language]: said } = error.extensions ?? {};
  if (code === "UNAUTHENTICATED") return words.refused;
  return `${words.failed}: ${said ?? error.message}${code ? ` (${code})` : ""}`;
}

function refuse(said) {
  say(said);
  document.getElementById("chosen").textContent = "";
  for (const panel of given.panels) clear(document.getElementById(panel.name));
  return null;
}

function say(said) {
  const message = document.getElementById("message");
  message.textContent = said;
  message.hidden = !said;
}

function remember(token) {
  if (token) sessionStorage.setItem(TOKEN, token);
  else sessionStorage.removeItem(TOKEN);
}

function list(regions) {
  const options = regions.map((region) => {
    const option = document.createElement("option");
    option.value = listed(region, regions);
    return option;
  });
  document.getElementById("regions").replaceChildren(...options);
}

// The choice is part of the address, so that it can be bookmarked and kept over a change of language.
function address(choice) {
  const asked = new URLSearchParams({ lang: language, ...choice });
  history.replaceState(null, "", `?${asked}`);
  addressLanguages();
}

function addressLanguages() {
  for (const link of document.querySelectorAll("a[data-language]")) {
    const asked = new URLSearchParams(location.search);
    asked.set("lang", link.dataset.language);
    link.href = `?${asked}`;
  }
}
