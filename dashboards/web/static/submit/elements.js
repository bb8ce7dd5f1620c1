// Elements whose text is said in both languages, so that the page changes its language without losing anything.
// Text from files and from the server becomes text nodes, never markup.

let language = document.documentElement.lang.slice(0, 2);

// A sentence of the page's words with its placeholders filled: {zh, en} in, {zh, en} out. Values may be {zh, en} too.
export function filled(words, values) {
  const one = (name) =>
    words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]?.[name] ?? values[key] ?? "");
  return { zh: one("zh"), en: one("en") };
}

// `said` is {zh, en}, or a text that is the same in both.
export function element(tag, said = "", className = "", attributes = {}) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (said !== "") say(made, said);
  return made;
}

export function say(node, said) {
  if (typeof said === "object" && said !== null) {
    [node.dataset.zh, node.dataset.en] = [said.zh, said.en];
    node.textContent = said[language];
  } else {
    delete node.dataset.zh;
    delete node.dataset.en;
    node.textContent = said ?? "";
  }
  return node;
}

export function label(node, said) {
  [node.dataset.labelZh, node.dataset.labelEn] = [said.zh, said.en];
  node.setAttribute("aria-label", said[language]);
  return node;
}

export function hint(node, said) {
  [node.dataset.hintZh, node.dataset.hintEn] = [said.zh, said.en];
  node.placeholder = said[language];
  return node;
}

// A parent with its children.
export function holding(made, ...children) {
  made.append(...children.filter(Boolean));
  return made;
}

export function button(said, act, className = "") {
  const made = element("button", said, className, { type: "button" });
  made.addEventListener("click", act);
  return made;
}

// A label around its input.
export function labelled(said, input, className = "") {
  return holding(element("label", "", className), element("span", said), input);
}

export function ticked(said, checked = false) {
  const input = element("input", "", "", { type: "checkbox" });
  input.checked = checked;
  return { input, node: holding(element("label", "", "tick"), input, element("span", said)) };
}

// Choices as [value, said], or [said of the group, [[value, said], ...]].
export function select(choices, chosen = "") {
  const made = element("select");
  const option = ([value, said]) => element("option", said, "", { value });
  for (const [first, second] of choices) {
    if (Array.isArray(second)) {
      const group = element("optgroup");
      [group.dataset.groupZh, group.dataset.groupEn] = [first.zh, first.en];
      group.label = first[language];
      made.append(holding(group, ...second.map(option)));
    } else made.append(option([first, second]));
  }
  made.value = chosen;
  if (made.selectedIndex < 0) made.selectedIndex = 0;
  return made;
}

// Items of a list or table body, `size` at first, more on request; what is new gets the focus when the button goes.
export function growing(body, items, make, size, words) {
  const holder = holding(element("div"), body.tagName === "TBODY" ? body.parentNode : body);
  const more = button("", grow, "quiet more");
  let shown = 0;
  function grow() {
    const added = items.slice(shown, shown + size).map(make);
    body.append(...added);
    shown += added.length;
    say(more, filled(words.more, { left: items.length - shown }));
    if (shown < items.length) holder.append(more);
    else if (more.isConnected) {
      more.remove();
      focus(added[0]);
    }
  }
  grow();
  return holder;
}

export function table(headings) {
  const made = element("table");
  const line = made.createTHead().insertRow();
  for (const said of headings) line.append(element("th", said, "", { scope: "col" }));
  return { made, body: made.createTBody() };
}

// A table that scrolls by itself where the screen is narrow; reached with the keyboard.
export function scrolling(node, said) {
  return label(holding(element("div", "", "figures", { tabindex: "0", role: "region" }), node), said);
}

export function focus(node) {
  if (!node.hasAttribute("tabindex")) node.setAttribute("tabindex", "-1");
  node.focus();
}

// Says the whole page in a language.
export function speak(name) {
  language = name;
  document.documentElement.lang = name === "zh" ? "zh-CN" : "en";
  const key = name === "zh" ? "Zh" : "En";
  for (const node of document.querySelectorAll("[data-zh]")) node.textContent = node.dataset[name];
  for (const node of document.querySelectorAll("[data-label-zh]"))
    node.setAttribute("aria-label", node.dataset[`label${key}`]);
  for (const node of document.querySelectorAll("[data-hint-zh]")) node.placeholder = node.dataset[`hint${key}`];
  for (const node of document.querySelectorAll("[data-group-zh]")) node.label = node.dataset[`group${key}`];
}
