// "This is wrong": the line of the register that mends a thing or a connection (docs/register.md).
const NAMED = new Set(["project", "programme", "unit", "body", "steering_group", "person", "organization", "system", "place", "document"]);
const COLUMNS = ["action", "kind", "name", "other", "from", "to", "note", "by", "date"];
const field = (text) => (/[;"\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
const registerLine = (action, kind, name, other = "") => [action, kind, name, other, "", "", "", "", ""].map(field).join(";");
const claimed = (number) => `${relation(number).predicate}: ${name(relation(number).to).replace(/\|/g, "/")}`;

const choices = (what) => {
  if (what.node) {
    const { kind } = thing(what.node);
    if (!NAMED.has(kind)) return [];
    const own = name(what.node);
    return [
      { text: fill(words().mend_reject, { kind: words().kind[kind].toLowerCase() }), line: () => registerLine("reject", kind, own) },
      { text: words().mend_rename, asks: true, line: (other) => registerLine("rename", kind, own, other) },
      { text: words().mend_merge, asks: true, line: (other) => registerLine("merge", kind, own, other) },
    ];
  }
  return line[what.line].relations.filter((number) => relation(number).statement || !page.told).flatMap((number) => {
    const one = relation(number);
    const told = `${name(one.from)} ${phrase(one)} ${name(one.to)}`;
    const offered = [{ text: `${words().mend_statement}: ${told}`, line: () => registerLine("reject", "statement", name(one.from), claimed(number)) }];
    if (!one.accepted) offered.push({ text: `${words().mend_confirm}: ${told}`, line: () => registerLine("confirm", "statement", name(one.from), claimed(number)) });
    return offered;
  });
};
const mending = (what) => {
  const offered = choices(what);
  if (!offered.length) return element("details", { class: "mend" }, element("summary", {}, words().mend), element("p", {}, words().mend_structure));
  const pick = element("select", { id: "mend-pick", onchange: () => show() }, ...offered.map(({ text }, at) => element("option", { value: at }, text)));
  const typed = element("input", { id: "mend-other", type: "text", list: "mend-names", autocomplete: "off", oninput: () => show() });
  const asking = element("p", {}, element("label", { for: "mend-other" }, words().mend_other), typed);
  const written = element("textarea", { id: "mend-line", rows: 3, readonly: true, spellcheck: "false" });
  const show = () => {
    const { asks, line: write } = offered[Number(pick.value)];
    asking.hidden = !asks;
    written.value = `${COLUMNS.join(";")}\n${write(typed.value.trim())}`;
  };
  show();
  const copying = element("button", { type: "button", onclick: () => copy(written.value.split("\n")[1], copying) }, words().copy);
  return element("details", { class: "mend" }, element("summary", {}, words().mend), element("p", {}, words().mend_intro),
    element("p", {}, element("label", { for: "mend-pick" }, words().mend_pick), pick), asking,
    element("p", {}, element("label", { for: "mend-line" }, words().mend_line), written), copying);
};
