// One file as it goes: sent, checked, what was recognised, its problems, its questions, its preview, its end.

import { button, element, filled, focus, holding, labelled, say } from "./elements.js";
import { columnQuestions, declaration, formFields } from "./declared.js";
import { preview } from "./preview.js";
import { counted, problemList } from "./problems.js";

const DETAILS = `query Sent($id: ID!) {
  submission(id: $id) { unitName state acceptedVersion withdrawnVersion }
}`;
const COUNTING = ["accepted", "unchanged", "superseded"];
// Problems that a declaration of the clerk answers: the field that takes the answer.
const ANSWERED_BY = {
  sheet_unknown: "sheet",
  sheet_ambiguous: "sheet",
  wrong_sheet: "sheet",
  unit_unknown: "agency",
  unit_mismatch: "agency",
  unit_not_of_sheet: "agency",
  period_unknown: "period",
  period_mismatch: "period",
  period_assumed: "period",
};

// The card of a submission that was sent before.
export function storedCard(receipt, clerk) {
  const title = element("h2", filled(clerk.words.stored, { number: receipt.submission, file: receipt.file }));
  const node = holding(element("article", "", "panel file"), title, submission(receipt, clerk));
  node.dataset.state = "ready";
  return node;
}

// The card of a file, or of a nil return without one. `send()` sends it; it resolves when the answer is shown.
export function card(file, declared, clerk) {
  const { server, words } = clerk;
  const name = file ? file.name : words.nil_return;
  const title = element("h2", name);
  const state = element("p", "", "state", { role: "status" });
  const bar = element("progress", "", "", { max: "1" });
  const results = element("div", "", "results");
  const node = holding(element("article", "", "panel file"), title, state, bar, results);
  const answers = new Map();
  let said = declared;
  return { node, send };

  async function send() {
    node.dataset.state = "sending";
    node.setAttribute("aria-busy", "true");
    results.replaceChildren();
    bar.hidden = false;
    bar.value = 0;
    say(state, file ? words.uploading : words.checking);
    bar.setAttribute("aria-label", file?.name ?? "");
    try {
      const receipts = await server.upload(formFields(said, answers), file, (share) => {
        if (share < 1) bar.value = share;
        else {
          bar.removeAttribute("value"); // the share of checking is not known
          say(state, words.checking);
        }
      });
      show(receipts);
      node.dataset.state = "ready";
    } catch (error) {
      say(state, clerk.sentence(error));
      node.dataset.state = "error";
      if (error.code === "UNREACHABLE") results.replaceChildren(button(words.send_again, sendAgain));
      else results.replaceChildren(...[again([], true)].filter(Boolean));
    }
    bar.hidden = true;
    node.setAttribute("aria-busy", "false");
  }

  async function sendAgain() {
    focus(title); // the button goes away
    await send();
    focus(title);
  }

  function show(receipts) {
    const [{ zh, en }, number] = [counted(receipts, words), receipts.length];
    say(state, filled(words.done, { number, problems: { zh, en } }));
    results.replaceChildren(
      ...receipts.map((receipt) => submission(receipt, clerk)),
      ...[again(receipts, false)].filter(Boolean),
    );
  }

  // The questions of a file and what was declared of it, to be said again with the same file.
  function again(receipts, open) {
    if (!clerk.may("submissions.receive")) return null;
    const problems = receipts.flatMap((receipt) => receipt.problems);
    const questions = columnQuestions(receipts, clerk, answers);
    const pressing = problems.filter(({ severity }) => severity !== "notice");
    const wanted = new Set(pressing.map(({ kind }) => ANSWERED_BY[kind]).filter(Boolean));
    const proposed = problems.flatMap(({ proposals }) => proposals.map(({ sheet }) => sheet)).filter(Boolean);
    const given = declaration(clerk, said, [...new Set(proposed)]);
    const details = element("details", "", "again");
    const asking = wanted.size || questions.some(({ certain }) => !certain);
    details.open = Boolean(open || asking);
    for (const field of wanted) given.parts[field].classList.add("wanted");
    const form = holding(
      element("form"),
      questions.length && element("p", words.questions_note, "note"),
      questions.length && holding(element("div", "", "fields questions"), ...questions.map((one) => one.node)),
      given.node,
      holding(element("div", "", "buttons"), element("button", words.check_again, "", { type: "submit" })),
    );
    form.noValidate = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      said = given.read();
      for (const { header, select } of questions) {
        if (select.value === "?") answers.delete(header);
        else answers.set(header, select.value);
      }
      sendAgain();
    });
    return holding(details, element("summary", asking ? words.questions : words.declare_again), form);
  }
}

// One submission of a file, as its receipt says.
function submission(receipt, clerk) {
  const { server, words } = clerk;
  const status = element("span", words.statuses[receipt.status], "status");
  const sheet = clerk.sheet(receipt.sheet);
  const named = sheet ? { zh: sheet.titleZh, en: sheet.titleEn } : words.sheet_not_recognised;
  const title = holding(element("h3"), element("span", named), status);
  const told = element("p", "", "state", { role: "status" });
  const acts = element("div", "", "acts");
  const node = holding(
    element("section", "", "submission"),
    title,
    recognised(receipt, clerk),
    problemList(receipt, words),
    told,
    acts,
  );
  show(receipt.status);
  return node;

  function show(now) {
    node.dataset.status = now;
    say(status, words.statuses[now]);
    acts.replaceChildren(
      ...[
        receipt.submission && receipt.file && button(words.annotated, download, "quiet"),
        now === "checked" && clerk.may("submissions.receive") && preview(receipt, clerk, accepted),
        COUNTING.includes(now) && clerk.may("submissions.withdraw") && withdrawal(),
      ].filter(Boolean),
    );
    if (now === "refused") say(told, receipt.submission ? words.refused_said : words.not_kept);
    if (now === "unchanged") say(told, words.unchanged_said);
  }

  async function download() {
    say(told, words.marking);
    try {
      await server.save(`/api/submissions/${receipt.submission}/annotated.xlsx`);
      say(told, words.marked);
    } catch (error) {
      say(told, clerk.sentence(error));
    }
  }

  function accepted() {
    show("accepted");
    say(told, filled(words.accepted_said, { number: receipt.submission }));
    focus(title);
  }

  function withdrawal() {
    const reason = element("input", "", "", { maxlength: "500", autocomplete: "off", required: "" });
    const failed = element("p", "", "state", { role: "alert" });
    const form = holding(
      element("form"),
      holding(element("div", "", "fields"), labelled(words.reason, reason, "wide")),
      holding(element("div", "", "buttons"), element("button", words.withdraw, "", { type: "submit" })),
      failed,
    );
    form.noValidate = true;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!reason.value.trim()) {
        say(failed, words.reason_needed);
        return reason.focus();
      }
      try {
        await server.post(`/api/submissions/${receipt.submission}/withdraw`, { reason: reason.value.trim() });
        show("withdrawn");
        say(told, filled(words.withdrawn_said, { number: receipt.submission }));
        focus(title);
      } catch (error) {
        say(failed, clerk.sentence(error));
      }
    });
    return holding(element("details", "", "withdrawal"), element("summary", words.withdraw_this), form);
  }
}

function recognised(receipt, clerk) {
  const { words } = clerk;
  const unknown = words.not_recognised;
  const unit = element("dd", "—");
  const pairs = [
    [words.sheet, sheetName(receipt, clerk)],
    [words.agency, clerk.agencyName(receipt.agency) ?? unknown],
    [words.unit, unit],
    [words.region, receipt.region ? clerk.regionListed(receipt.region) : unknown],
    [words.period, receipt.period ?? unknown],
    [words.as_of, receipt.as_of ?? "—"],
    receipt.partial !== null && [words.partial, receipt.partial ? words.yes_partial : words.no],
    [words.rows_read, String(receipt.rows.read)],
    receipt.mode && [words.mode, words.modes[receipt.mode]],
    receipt.nil && [words.nil_return, words.yes],
    receipt.submission && [words.number, receipt.submission],
  ];
  const list = element("dl", "", "recognised");
  for (const pair of pairs.filter(Boolean)) {
    const [name, value] = pair;
    const shown = value instanceof Node ? value : element("dd", value, value === unknown ? "missing" : "");
    list.append(holding(element("div"), element("dt", name), shown));
  }
  if (receipt.submission) nameUnit(receipt.submission, unit, clerk);
  return list;
}

function sheetName({ sheet }, clerk) {
  const found = clerk.sheet(sheet);
  return found
    ? { zh: `${found.form} ${found.titleZh}`, en: `${found.form} ${found.titleEn}` }
    : clerk.words.not_recognised;
}

// The unit's name as written is with the submission, not with the receipt.
async function nameUnit(id, place, clerk) {
  try {
    const { submission: found } = await clerk.server.ask(DETAILS, { id });
    if (found?.unitName) say(place, found.unitName);
  } catch (error) {
    say(place, clerk.sentence(error));
  }
}
