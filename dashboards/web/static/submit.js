// The page for clerks: token, files, what is declared of them, then one card for each file, one after the other.

import { card, storedCard } from "./submit/card.js";
import { declaration } from "./submit/declared.js";
import { button, element, filled, focus, holding, label, say, speak, hint } from "./submit/elements.js";
import { earlier } from "./submit/earlier.js";
import { Server } from "./submit/server.js";
import { fullName, listed } from "./regions.js";

const { words } = JSON.parse(document.getElementById("given").textContent);
const TOKEN = "hub-token";
const CLERK = `query Clerk {
  viewer { name role agency region { code } permissions }
  sheets { name form titleZh titleEn agencies columns { field headers } }
  agencies { code zh en }
  regions { code name level parentCode }
}`;
const at = (id) => document.getElementById(id);

let files = [];
let meeting = { token: null, clerk: null };
let declared = null;
let sending = Promise.resolve();

start();

function start() {
  for (const node of document.querySelectorAll("[data-word]")) say(node, words[node.dataset.word]);
  for (const node of document.querySelectorAll("[data-label-word]")) label(node, words[node.dataset.labelWord]);
  for (const node of document.querySelectorAll("[data-hint-word]")) hint(node, words[node.dataset.hintWord]);
  for (const link of document.querySelectorAll("a[data-language]")) link.addEventListener("click", change);
  at("token").value = sessionStorage.getItem(TOKEN) ?? "";
  at("token").addEventListener("change", meet);
  at("files").addEventListener("change", () => {
    choose(at("files").files);
    at("files").value = ""; // the same file may be chosen again after it was repaired
  });
  const place = at("drop");
  for (const name of ["dragenter", "dragover"]) place.addEventListener(name, over);
  for (const name of ["dragleave", "drop"]) place.addEventListener(name, () => place.classList.remove("over"));
  place.addEventListener("drop", drop);
  for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());
  at("sending").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  at("earlier").addEventListener("toggle", listEarlier);
  if (at("token").value) meet();
}

// Another language keeps everything that is on the page.
function change(event) {
  event.preventDefault();
  const language = event.currentTarget.dataset.language;
  speak(language);
  document.title = `${words.title[language]} · ${words.hub[language]}`;
  history.replaceState(null, "", `?lang=${language}`);
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

// Who the token belongs to and what can be sent; null after saying why that cannot be told.
function meet() {
  const token = at("token").value.trim();
  if (token) sessionStorage.setItem(TOKEN, token);
  else sessionStorage.removeItem(TOKEN);
  if (meeting.token !== token) meeting = { token, clerk: token ? asked(token) : refused(words.no_token) };
  return meeting.clerk;
}

async function asked(token) {
  const server = new Server(token, words);
  try {
    const clerk = metAs(await server.ask(CLERK), server);
    if (meeting.token !== token) return null; // another one was typed meanwhile
    declared = declaration(clerk, declared?.read());
    at("declared").replaceChildren(declared.node);
    const option = (region) => element("option", "", "", { value: listed(region, clerk.regions) });
    at("regions").replaceChildren(...clerk.regions.map(option));
    say(at("who"), clerk.who);
    tell(clerk.may("submissions.receive") ? "" : words.may_not_send);
    return clerk;
  } catch (error) {
    if (meeting.token === token) meeting = { token: null, clerk: null }; // asked again next time
    return refused(sentence(error));
  }
}

function refused(said) {
  say(at("who"), "");
  tell(said);
  return null;
}

function metAs({ viewer, sheets, agencies, regions }, server) {
  const own = viewer.agency ? sheets.filter((sheet) => sheet.agencies.includes(viewer.agency)) : sheets;
  const bySheet = new Map(sheets.map((sheet) => [sheet.name, sheet]));
  const byCode = new Map(regions.map((region) => [region.code, region]));
  const agency = agencies.find(({ code }) => code === viewer.agency);
  const regionName = (code) => (byCode.has(code) ? fullName(byCode.get(code), regions) : code);
  const agencyName = (code) => {
    const found = agencies.find((one) => one.code === code);
    return found && { zh: found.zh, en: found.en };
  };
  return {
    server,
    words,
    sheets: own,
    agencies: agency ? [agency] : agencies,
    regions,
    sheet: (name) => bySheet.get(name),
    agencyName,
    regionName,
    regionListed: (code) => (byCode.has(code) ? listed(byCode.get(code), regions) : code),
    may: (permission) => viewer.permissions.includes(permission),
    sentence,
    who: filled(words.who, {
      name: viewer.name,
      agency: agency ? { zh: agency.zh, en: agency.en } : words.all_agencies,
      region: viewer.region ? regionName(viewer.region.code) : words.all_regions,
    }),
  };
}

function over(event) {
  event.preventDefault();
  at("drop").classList.add("over");
}

function drop(event) {
  event.preventDefault();
  choose(event.dataTransfer.files);
}

function choose(some) {
  files = [...files, ...some];
  tell("");
  listFiles();
}

function listFiles() {
  const item = (file) => {
    const remove = button(words.remove, () => {
      files = files.filter((one) => one !== file);
      listFiles();
      at("files").focus();
    }, "quiet");
    label(remove, filled(words.remove_file, { file: file.name }));
    return holding(element("li"), element("span", file.name), element("small", size(file.size)), remove);
  };
  at("chosen").replaceChildren(...files.map(item));
  say(at("chosen-count"), files.length ? filled(words.chosen, { number: files.length }) : "");
}

function size(bytes) {
  return bytes < 2 ** 20 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

// Every chosen file as a card, sent in its turn; the first answer gets the focus.
async function send() {
  const met = await meet();
  if (!met) {
    if (!at("token").value.trim()) refused(words.no_token);
    return at("token").focus();
  }
  if (!met.may("submissions.receive")) return tell(words.may_not_send);
  const said = declared.read();
  const nothing = said.nil && !files.length;
  if (!files.length && !nothing) {
    tell(words.no_files);
    return at("files").focus();
  }
  tell("");
  const cards = (nothing ? [null] : files).map((file) => card(file, said, met));
  files = [];
  listFiles();
  at("results").prepend(...cards.map(({ node }) => node));
  focus(at("results-title"));
  sending = cards.reduce(
    (before, one, index) =>
      before.then(() => one.send()).then(() => {
        const idle = document.activeElement === at("results-title") || document.activeElement === document.body;
        if (!index && idle) focus(one.node.querySelector("h2"));
      }),
    sending,
  );
  return null;
}

async function listEarlier() {
  if (!at("earlier").open) return;
  const met = await meet();
  if (!met) return;
  await earlier(at("earlier-list"), met, (receipt) => {
    const node = storedCard(receipt, met);
    at("results").prepend(node);
    focus(node.querySelector("h2"));
  });
}

// One sentence in both languages for whatever went wrong.
function sentence(error) {
  if (!error.said) {
    console.error(error);
    return words.unexpected;
  }
  const { zh, en } = error.said;
  return error.code ? { zh: `${zh} (${error.code})`, en: `${en} (${error.code})` } : { zh, en };
}

function tell(said) {
  say(at("message"), said);
  at("message").hidden = !said;
}
