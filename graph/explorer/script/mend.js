// "Is this wrong?": a dialog that asks in plain words what is wrong, and gives the lines of the register that mend it
// (docs/register.md), in Danish or English as the register takes both.
const mending = (() => {
  const KINDS = ["project", "programme", "unit", "body", "steering_group", "person", "organization", "system", "place", "document"];
  const COLUMNS = ["action", "kind", "name", "other", "from", "to", "note", "by", "date"];
  const cell = (text) => (/[;"\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  const tidy = (text) => text.replace(/\s+/g, " ").trim();
  const unbarred = (text) => text.replace(/\|/g, "/"); // a bar parts names in the register
  const written = ({ action, kind, name: of, other: also = "", from = "", to = "" }, { note, by }) =>
    [words().mend_actions[action], words().mend_kinds[kind], of, unbarred(also), from, to, tidy(note), tidy(by), ""].map(cell).join(";");

  // --- what may be wrong. Each: `text`, what else is asked (`ask`), and the lines that mend it.
  const statement = (action, subject, predicate, object, day = "") => ({ action, kind: "statement", name: subject, other: `${predicate}: ${object}`, from: day, to: day });
  // The titles of items come again: of them only what that meeting says is settled.
  const dayOf = (id) => (thing(id).kind === "agenda_item" || thing(id).kind === "decision" ? thing(id).date || "" : "");
  const said = (number) => {
    const { from, to, predicate } = relation(number);
    return [name(from), predicate, name(to), dayOf(from)];
  };
  const spoken = (number) => `${name(relation(number).from)} ${page.predicates[relation(number).predicate][state.language]} ${name(relation(number).to)}`;
  const settled = (numbers) => [
    { text: words().mend_statement, among: numbers, action: "reject" },
    { text: words().mend_confirm, among: numbers.filter((number) => !relation(number).accepted), action: "confirm" },
  ].filter(({ among }) => among.length).map(({ text, among, action }) => ({
    text, ask: { choose: among.map((number) => ({ value: String(number), text: spoken(number) })), label: words().mend_which },
    lines: (number) => [statement(action, ...said(Number(number)))],
  }));
  // Owners and the like before the items that are about it.
  const late = (number) => (ends({ line: lineOf[number] }).some((id) => ["agenda_item", "decision", "meeting"].includes(thing(id).kind)) ? 2 : 0) + (relation(number).predicate === "ownedBy" ? 0 : 1);
  const stated = (numbers) => numbers.filter((number) => relation(number).statement || !page.told).sort((a, b) => late(a) - late(b));
  // Of what the panel tells beside the lines: amounts and deadlines.
  const facts = (id) => {
    const { sums = [], deadlines = [] } = thing(id).profile || {};
    const subject = (ref) => (!ref ? { name: name(id), day: "" } : typeof ref === "string" ? { name: name(ref), day: dayOf(ref) } : { name: ref.label, day: "" });
    return [
      ...sums.map(({ about, amount, telling = {} }) => ({ ...subject(about), predicate: "costs", object: amount, told: telling.date })),
      ...deadlines.map(({ wording }) => ({ name: name(id), day: dayOf(id), predicate: "hasDeadline", object: wording })),
    ];
  };
  const factual = (found) => (found.length ? [{
    text: words().mend_fact, ask: { choose: found.map((one, number) => ({ value: String(number), text: `${one.object} – ${one.name}` })), label: words().mend_which },
    lines: (number) => [statement("reject", found[number].name, found[number].predicate, found[number].object, found[number].day)],
  }] : []);
  // Forms of one word cannot be parted: the register takes them for one name.
  const parting = (own, spelling) => !fold(spelling).startsWith(fold(own).slice(0, -1)) && !fold(own).startsWith(fold(spelling).slice(0, -1));
  const ofName = (id) => {
    const { kind, aliases } = thing(id);
    if (!KINDS.includes(kind)) return [];
    const own = name(id);
    const line_ = (action, more = {}) => ({ action, kind, name: own, ...more });
    const others = { write: true, names: byWeight.filter((one) => one !== id && thing(one).kind === kind).map(name) };
    const apart = aliases.filter((one) => parting(own, one));
    return [
      { text: words().mend_rename, ask: { write: true, names: [], label: words().mend_rename_to }, lines: (text) => [line_("rename", { other: text })] },
      { text: words().mend_kind, ask: { choose: KINDS.filter((one) => one !== kind).map((one) => ({ value: one, text: words().kind[one] })), label: words().mend_kind_is },
        lines: (other_) => [line_("reject"), { action: "confirm", kind: other_, name: own }] },
      { text: words().mend_merge, ask: { ...others, label: words().mend_merge_with }, lines: (text) => [line_("merge", { other: text })] },
      ...(apart.length ? [{ text: words().mend_split, ask: { choose: apart.map((one) => ({ value: one, text: one })), label: words().mend_split_off }, lines: (text) => [line_("split", { other: text })] }] : []),
      { text: words().mend_reject, lines: () => [line_("reject")] },
    ];
  };
  const choices = (what) => {
    const may = what.node ? [...ofName(what.node), ...settled(stated(touching[what.node].filter(relationOn))), ...factual(facts(what.node))] : settled(stated(line[what.line].relations));
    return [...may, { text: words().mend_else, ask: null, lines: () => [], help: words().mend_structure }];
  };

  // --- the dialog
  const opened = (what) => {
    const offered = choices(what);
    const title = what.node ? name(what.node) : `${name(line[what.line].from)} – ${name(line[what.line].to)}`;
    let pick = offered[0];
    const dialog = element("dialog", { class: "mending", "aria-labelledby": "mend-title" });
    const asking = element("div", {});
    const told = { note: element("input", { id: "mend-note", autocomplete: "off" }), by: element("input", { id: "mend-by", autocomplete: "off" }) };
    const written_ = element("textarea", { id: "mend-line", rows: 2, readonly: true, spellcheck: "false" });
    const helping = element("p", { class: "soft" });
    const result = element("div", { id: "mend-result" });
    const answer = () => tidy((asking.querySelector("#mend-other") || {}).value || "");
    const lines = () => (pick.ask && !answer() ? [] : pick.lines(answer()).map((one) => written(one, { note: told.note.value, by: told.by.value })));
    const show = () => {
      written_.value = lines().join("\n");
      written_.rows = Math.max(2, lines().length);
      result.hidden = !lines().length;
      helping.textContent = pick.help || (lines().length ? "" : words().mend_fill);
      helping.hidden = !helping.textContent;
    };
    const ask = () => {
      const { ask: wanted } = pick;
      if (!wanted) return asking.replaceChildren();
      const label = element("label", { for: "mend-other" }, wanted.label);
      if (wanted.choose) return asking.replaceChildren(label, element("select", { id: "mend-other", onchange: show }, ...wanted.choose.map(({ value, text }) => element("option", { value }, text))));
      return asking.replaceChildren(label, element("input", { id: "mend-other", list: "mend-names", autocomplete: "off", oninput: show }),
        element("datalist", { id: "mend-names" }, ...[...new Set(wanted.names)].map((value) => element("option", { value }))));
    };
    const message = () => fill(words().mend_message, { title, what: pick.text, line: lines().join("\n"), head: COLUMNS.join(";") });
    const done = element("p", { class: "soft", role: "status" });
    const copying = (word, text) => element("button", { type: "button", onclick: async ({ currentTarget }) => { await copy(text(), currentTarget); done.textContent = byId("said").textContent; } }, words()[word]);
    result.append(
      element("label", { for: "mend-line" }, words().mend_line), written_,
      element("p", { class: "acts" }, copying("mend_copy", () => lines().join("\n")), copying("mend_copy_message", message)), done,
      element("p", {}, words().mend_where),
      element("details", {}, element("summary", {}, words().mend_where_head), element("p", {}, words().mend_new, element("code", { class: "block" }, COLUMNS.join(";"))), element("p", {}, words().mend_build, element("code", { class: "block" }, "referatgraf build … --register register.csv"))));
    const radio = (one, number) => element("label", { class: "choice" },
      element("input", { type: "radio", name: "mend-what", value: number, ...(one === pick ? { checked: "" } : {}), onchange: () => { pick = one; ask(); show(); } }), element("span", {}, one.text));
    dialog.append(element("form", { method: "dialog" },
      element("h2", { id: "mend-title" }, fill(words().mend_title, { title })), element("p", {}, words().mend_intro),
      element("fieldset", {}, element("legend", {}, words().mend_pick), ...offered.map(radio)), asking,
      element("div", { class: "pair" }, element("div", {}, element("label", { for: "mend-note" }, words().mend_note), told.note), element("div", {}, element("label", { for: "mend-by" }, words().mend_by), told.by)),
      helping, result, element("p", { class: "acts" }, element("button", { type: "button", onclick: () => dialog.close() }, words().close))));
    for (const one of Object.values(told)) one.addEventListener("input", show);
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape") event.stopPropagation(); // it closes the dialog and nothing else
      if (event.key === "Enter" && event.target.tagName === "INPUT") event.preventDefault();
    });
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    ask();
    show();
    dialog.showModal();
  };
  return (what) => element("p", { class: "mend-open" }, element("button", { type: "button", "data-act": "mend", "aria-haspopup": "dialog", onclick: () => opened(what) }, words().mend));
})();
