// The pages of figure cards: one card with what it rests on and what it would be now; the form that makes one.

import { button, element, filled, holding, label, scrolling, table } from "./submit/elements.js";
import { Server } from "./submit/server.js";
import { find, listed } from "./regions.js";

const { words, card: wanted, language } = JSON.parse(document.getElementById("given").textContent);
const at = (id) => document.getElementById(id);
const TOKEN = "hub-token";
const SOURCES = 50;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const BOTH = (name) => `${name}Zh: ${name}(language: ZH) ${name}En: ${name}(language: EN)`;

const CARD = `query Card($id: String!) {
  figureCard(id: $id) {
    id path url indicator region from to on cutOff asOf dataVersion definitionVersion createdAt
    value code missing numerator denominator verified ${BOTH("text")} ${BOTH("sentence")} ${BOTH("citation")}
    where { name values }
    coverage { expected received expectedBase receivedBase carried partial }
    yearOnYear { ${BOTH("text")} }
    definition { zh en definitionZh definitionEn source unit wordZh wordEn }
    now {
      changed difference value definitionChanged definitionVersion moreReasons ${BOTH("text")}
      reasons { at dataVersion act action reason ${BOTH("text")} submission { id sheet unit periodFrom periodTo file } }
    }
  }
}`;
const PAGE_OF_SOURCES = `query Sources($id: String!, $first: Int!, $after: String) {
  figureCard(id: $id) {
    sourcesTotal
    sources(first: $first, after: $after) { cursor file worksheet row cell header value part }
  }
}`;
const LIST = `query Cards($after: String) {
  figureCards(first: 20, after: $after) {
    nodes { id path indicator region from to createdAt ${BOTH("text")} definition { zh en } }
    pageInfo { hasNextPage endCursor }
    totalCount
  }
  indicators { code zh en }
  regions { code name level parentCode }
}`;
const REGIONS = `query Regions($on: Date) {
  regions(on: $on) { code name level parentCode }
}`;
const MAKE = `mutation Make($indicator: String!, $within: RegionCode!, $from: Month!, $to: Month!, $on: Date) {
  createFigureCard(indicator: $indicator, within: $within, from: $from, to: $to, on: $on) { path }
}`;

let known = { indicators: [], regions: [], month: "" };

start();

function start() {
  at("token").value = sessionStorage.getItem(TOKEN) ?? "";
  at("choice").addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  at("making")?.addEventListener("submit", (event) => {
    event.preventDefault();
    trying(make);
  });
  at("to")?.addEventListener("change", () => trying(regionsOfThen));
  show();
}

function show() {
  const token = at("token").value.trim();
  if (token) sessionStorage.setItem(TOKEN, token);
  else sessionStorage.removeItem(TOKEN);
  at("figure").replaceChildren();
  if (!token) return warn(words.no_token);
  return trying(wanted ? showCard : showList);
}

// Runs an action against the server; whatever goes wrong becomes one sentence.
async function trying(act) {
  warn(null);
  at("state").textContent = words.loading[language];
  try {
    await act(new Server(at("token").value.trim(), words));
  } catch (error) {
    if (!error.said) throw error;
    warn(error.code ? { [language]: `${error.said[language]} (${error.code})` } : error.said);
  } finally {
    at("state").textContent = "";
  }
}

function warn(said) {
  at("message").textContent = said?.[language] ?? "";
  at("message").hidden = !said;
}

async function showCard(server) {
  const { figureCard: card } = await server.ask(CARD, { id: wanted });
  if (!card) return warn(words.not_found);
  const listing = holding(panel(words.sources), element("div"));
  at("figure").replaceChildren(headline(card), facts(card), comparison(card), listing);
  await sources(server, listing.lastChild);
}

function headline(card) {
  const told = element("span", "", "note", { role: "status" });
  const copy = (said, text) => button(said, () => copyText(text, told), "quiet");
  return holding(
    element("section", "", "panel"),
    element("p", named(card), "named"),
    element("p", said(card, "text"), "number"),
    verification(card.verified),
    element("h2", words.sentences),
    element("p", card.sentenceZh, "sentence", { lang: "zh-CN" }),
    element("p", card.sentenceEn, "sentence", { lang: "en" }),
    element("h3", words.citation),
    element("p", cited(card, card.citationZh), "citation", { lang: "zh-CN" }),
    element("p", cited(card, card.citationEn), "citation", { lang: "en" }),
    holding(
      element("div", "", "copy"),
      copy(words.copy_zh, cited(card, card.citationZh)),
      copy(words.copy_en, cited(card, card.citationEn)),
      told,
    ),
  );
}

// Where the hub does not know its own address, the one in the browser stands in the citation.
function cited(card, text) {
  return card.url === card.path ? text.replace(card.path, location.origin + card.path) : text;
}

function verification(holds) {
  if (holds === null) return element("p", words.unverifiable, "mark");
  return holds ? element("p", words.verified, "mark good") : element("p", words.not_verified, "mark bad");
}

function facts(card) {
  const found = [
    [words.number, card.id],
    [words.region, card.region],
    [words.months, `${card.from} ${words.until[language]} ${card.to}`],
    [words.cut_off, card.cutOff],
    [words.exact, card.value === null ? (card.code ?? "") : one(measured(card, card.value))],
    [words.parts, card.denominator === null ? "" : `${card.numerator} / ${card.denominator}`],
    [words.change, said(card.yearOnYear, "text")],
    [words.filters, card.where.map(({ name, values }) => `${name}: ${values.join(", ")}`).join("; ")],
    [words.as_of, moment(card.asOf)],
    [words.version, String(card.dataVersion)],
    [words.made, moment(card.createdAt)],
    [words.coverage, covered(card.coverage)],
  ].filter(([, value]) => value !== "");
  const list = element("dl", "", "facts");
  for (const [term, value] of found) {
    list.append(holding(element("div"), element("dt", term), element("dd", value)));
  }
  const { definition } = card;
  if (!definition) return holding(panel(words.facts), list);
  return holding(
    panel(words.facts),
    list,
    element("h3", words.definition),
    element("p", language === "zh" ? definition.definitionZh : definition.definitionEn, "definition"),
    element(
      "p",
      `${card.indicator} · ${one(filled(words.definition_version, { version: card.definitionVersion }))} · ` +
        one(filled(words.definition_source, { source: definition.source })),
      "note",
    ),
  );
}

function covered(coverage) {
  if (!coverage.expected) return one(words.none_owed);
  const said = [words.covered];
  if (coverage.carried) said.push(words.carried);
  if (coverage.partial) said.push(words.partial);
  if (coverage.expectedBase) said.push(words.covered_base);
  return said.map((text) => one(filled(text, coverage))).join("");
}

// A bare number with its unit; per cent differ in percentage points.
function measured({ definition }, number, difference = false) {
  if (!definition) return { zh: number, en: number };
  if (definition.unit === "PERCENT") return difference ? filled(words.points, { number }) : { zh: `${number}%`, en: `${number}%` };
  if (definition.unit === "YUAN") return filled(words.yuan, { number });
  return { zh: `${number}${definition.wordZh}`, en: `${number} ${definition.wordEn}` };
}

function comparison(card) {
  const { now } = card;
  const made = panel(words.now);
  if (!now) return holding(made, element("p", words.gone, "mark"));
  const told = now.difference === null ? words.changed : words.changed_by;
  const text = { zh: now.textZh, en: now.textEn };
  const sentence = filled(now.changed ? told : words.same, {
    text,
    difference: now.difference === null ? "" : measured(card, now.difference, true),
  });
  made.append(element("p", sentence, now.changed ? "mark bad" : "mark good", { id: "now" }));
  if (now.definitionChanged) {
    made.append(element("p", filled(words.definition_changed, { version: now.definitionVersion }), "mark"));
  }
  if (now.reasons.length) made.append(element("h3", words.reasons), reasons(now.reasons));
  if (now.moreReasons) made.append(element("p", words.more_reasons, "note"));
  return made;
}

function reasons(changes) {
  const { made, body } = table([words.when, words.version, words.what, words.submission, words.value_then, words.reason]);
  for (const change of changes) {
    const line = body.insertRow();
    line.append(
      element("td", moment(change.at)),
      element("td", String(change.dataVersion)),
      element("td", acted(change)),
      element("td", submission(change.submission), "long"),
      element("td", said(change, "text"), "amount"),
      element("td", change.reason ?? ""),
    );
  }
  return scrolling(made, words.reasons);
}

// Acts that these words do not know are told by the name that the hub's log has for them.
function acted({ act, action }) {
  if (act === "ACCEPT") return words.accepted;
  return act === "WITHDRAW" ? words.withdrawn : `${one(words.other_act)} ${action}`;
}

function submission(sent) {
  if (!sent) return "";
  const { id, sheet, unit, periodFrom, periodTo, file } = sent;
  const period = periodFrom === periodTo ? periodFrom : `${periodFrom}..${periodTo}`;
  return `${id} · ${file ?? one(words.hidden_file)} · ${sheet} · ${unit} · ${period}`;
}

async function sources(server, place) {
  const { made, body } = table([words.file, words.worksheet, words.cell, words.value]);
  const total = element("p", "", "note");
  const more = button(words.more, () => trying(grow), "quiet more");
  let after = null;
  let shown = 0;
  async function grow() {
    const { figureCard } = await server.ask(PAGE_OF_SOURCES, { id: wanted, first: SOURCES, after });
    const { sources: page, sourcesTotal: count } = figureCard;
    after = page.at(-1)?.cursor ?? after;
    shown += page.length;
    for (const source of page) {
      const line = body.insertRow();
      line.append(
        element("td", source.file ?? words.hidden_file, "long"),
        element("td", source.worksheet),
        element("td", [source.cell ?? source.row ?? "", source.header].filter(Boolean).join(" · ")),
        element("td", source.value ?? "", "amount"),
      );
    }
    total.textContent = one(count ? filled(words.sources_total, { total: count, shown }) : words.no_sources);
    made.hidden = !shown;
    more.hidden = !page.length || shown >= count;
  }
  place.replaceChildren(total, scrolling(made, words.sources), more);
  await grow();
}

async function showList(server) {
  const { figureCards, indicators, regions } = await server.ask(LIST);
  known = { indicators, regions, month: "" };
  at("making").hidden = false;
  options("indicators", indicators.map((indicator) => `${indicator.code} ${indicator[language]}`));
  options("regions", regions.map((region) => listed(region, regions)));
  const list = element("ul", "", "cards");
  const section = holding(panel(words.list), list);
  at("figure").replaceChildren(section);
  if (!figureCards.totalCount) section.append(element("p", words.none, "note"));
  const more = button(words.more, () => trying(grow), "quiet more");
  section.append(more);
  let page = figureCards;
  fill();
  async function grow() {
    ({ figureCards: page } = await server.ask(LIST, { after: page.pageInfo.endCursor }));
    fill();
  }
  function fill() {
    list.append(...page.nodes.map(item));
    more.hidden = !page.pageInfo.hasNextPage;
  }
}

function item(card) {
  const text = `${named(card)[language]} ${card.from} ${words.until[language]} ${card.to}`;
  return holding(
    element("li"),
    element("a", card.id, "", { href: `${card.path}?lang=${language}` }),
    element("span", ` ${said(card, "text")[language]}`),
    element("small", `${text} · ${moment(card.createdAt)}`),
  );
}

// A county of the last month may be none today: the list is that of then.
async function regionsOfThen(server) {
  const month = typed("to");
  if (!MONTH.test(month) || month === known.month) return;
  const { regions } = await server.ask(REGIONS, { on: `${month}-01` });
  known = { ...known, regions, month };
  options("regions", regions.map((region) => listed(region, regions)));
}

async function make(server) {
  const indicator = known.indicators.find(
    (one) => typed("indicator").split(" ")[0] === one.code || [one.zh, one.en].includes(typed("indicator")),
  );
  if (!indicator) return warn(words.indicator_unknown);
  const [from, to, on] = ["from", "to", "on"].map(typed);
  if (!MONTH.test(from) || !MONTH.test(to)) return warn(words.month_invalid);
  if (on && !isDay(on)) return warn(words.day_invalid);
  await regionsOfThen(server);
  const regions = typed("region") ? find(typed("region"), known.regions) : [];
  if (regions.length !== 1) return warn(regions.length ? words.region_ambiguous : words.region_unknown);
  const asked = { indicator: indicator.code, within: regions[0].code, from, to, on: on || null };
  const { createFigureCard } = await server.ask(MAKE, asked);
  location.href = `${createFigureCard.path}?lang=${language}`;
}

// Where the browser has no clipboard for this page (no https), the text is selected and copied the old way.
async function copyText(text, told) {
  let done = false;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch {
    const area = element("textarea", "", "", { readonly: "" });
    area.value = text;
    document.body.append(area);
    area.select();
    done = document.execCommand("copy");
    area.remove();
  }
  told.textContent = (done ? words.copied : words.not_copied)[language];
}

function options(id, texts) {
  at(id).replaceChildren(...texts.map((value) => element("option", "", "", { value })));
}

function panel(title) {
  const heading = element("h2", title);
  return label(holding(element("section", "", "panel"), heading), title);
}

const typed = (id) => at(id).value.trim();

// A day that there is: not 2019-02-30.
function isDay(text) {
  const time = DAY.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const said = (thing, name) => ({ zh: thing[`${name}Zh`], en: thing[`${name}En`] });
const one = (both) => both[language];

function named(card) {
  const { zh, en } = card.definition ?? { zh: card.indicator, en: card.indicator };
  return { zh: `${card.region} · ${zh}`, en: `${card.region} · ${en}` };
}

// In the time of China, as the hub's days are.
function moment(text) {
  return `${new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone: "Asia/Shanghai" }).format(new Date(text))}`;
}
