// What was sent before, newest first: to be looked at again, accepted later, or withdrawn.

import { button, element, filled, focus, holding, label, say, scrolling, table } from "./elements.js";

const PAGE = 20;
const LIST = `query Earlier($first: Int!, $after: String) {
  submissions(first: $first, after: $after) {
    nodes { id sheet form fileName unitName unit period state receivedAt }
    pageInfo { hasNextPage endCursor }
  }
}`;
const ONE = `query One($id: ID!) {
  submission(id: $id) {
    id sheet agency region { code } period asOf state fileName rowsRead
    problems { worksheet cell kind severity value message { zh en } }
    problemsTotal
  }
}`;

// Fills a place with the list; `open(receipt)` shows one of them.
export async function earlier(place, clerk, open) {
  const { words } = clerk;
  const { made, body } = table([
    words.number,
    words.file,
    words.sheet,
    words.unit,
    words.period,
    words.status,
    words.received,
    words.open,
  ]);
  made.className = "cells";
  const told = element("p", words.loading, "state", { role: "status" });
  const more = button(words.more_earlier, page, "quiet more");
  more.hidden = true;
  let after = null;
  place.replaceChildren(scrolling(made, words.earlier), more, told);
  await page();

  async function page() {
    try {
      const { submissions: found } = await clerk.server.ask(LIST, { first: PAGE, after });
      const lines = found.nodes.map((one) => line(one));
      const continued = after !== null;
      body.append(...lines);
      after = found.pageInfo.endCursor;
      more.hidden = !found.pageInfo.hasNextPage;
      say(told, body.rows.length ? "" : words.none_earlier);
      if (continued && more.hidden && lines.length) focus(lines[0]);
    } catch (error) {
      say(told, clerk.sentence(error));
    }
  }

  function line(one) {
    const sheet = clerk.sheet(one.sheet);
    const look = button(words.open, () => show(one.id), "quiet more");
    label(look, filled(words.open_number, { number: one.id }));
    return holding(
      element("tr"),
      element("th", one.id, "", { scope: "row" }),
      element("td", one.fileName),
      element("td", sheet ? { zh: `${one.form} ${sheet.titleZh}`, en: `${one.form} ${sheet.titleEn}` } : one.sheet),
      element("td", one.unitName ?? one.unit),
      element("td", one.period),
      element("td", words.statuses[one.state.toLowerCase()]),
      element("td", new Date(one.receivedAt).toLocaleString("sv").slice(0, 16)),
      holding(element("td"), look),
    );
  }

  async function show(id) {
    try {
      const { submission: found } = await clerk.server.ask(ONE, { id });
      say(told, "");
      open(receipt(found));
    } catch (error) {
      say(told, clerk.sentence(error));
    }
  }
}

// A stored submission in the shape of the answer to sending; what is not kept is null.
function receipt(found) {
  return {
    file: found.fileName,
    sheet: found.sheet,
    agency: found.agency,
    region: found.region?.code ?? null,
    period: found.period,
    as_of: found.asOf,
    status: found.state.toLowerCase(),
    submission: found.id,
    mode: null,
    nil: null,
    partial: null,
    rows: { read: found.rowsRead },
    problems_total: found.problemsTotal,
    problems: found.problems.map((problem) => ({
      ...problem,
      severity: problem.severity.toLowerCase(),
      header: null,
      expected: null,
      suggestion: null,
      proposals: [],
    })),
  };
}
