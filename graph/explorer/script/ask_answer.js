// An answer as a table: what is named in it leads to the thing, the meeting or the line in the network.
const answerTable = (() => {
  // Of which kinds the things are that a column of a named question calls by name.
  const PLANS = ["project", "programme"];
  const WHO = ["unit", "body", "steering_group", "person", "organization", "municipality"];
  const COLUMN_KINDS = {
    project: PLANS, part: PLANS, other: [...PLANS, ...WHO], about: [...PLANS, "agenda_item"], title: ["agenda_item"], meeting: ["meeting"], case: ["case"],
    open_cases: ["case"], body: WHO, group: WHO, by: WHO, to: WHO, owner: WHO, owner_then: WHO, owner_now: WHO, from: WHO, person: ["person"],
    municipality: ["municipality"], what: [...PLANS, ...WHO, "meeting", "agenda_item"], change: ["change_event"],
  };
  const WHOLE = /^(title|meeting|about|project|part|change)$/; // one name a cell: a comma in it parts nothing
  const idOf = new Map(ids.map((id) => [page.base + thing(id).key, id]));
  const called = new Map();
  for (const id of ids) called.set(name(id), [...(called.get(name(id)) || []), id]);

  // The one thing that a name means in a row: of several, the one of the row's day. Two are not guessed at.
  const meant = (text, column, days) => {
    const found = (called.get(text) || []).filter((id) => COLUMN_KINDS[column].includes(thing(id).kind));
    if (found.length < 2) return found[0] || null;
    const then = found.filter((id) => days.includes(thing(id).date));
    return then.length === 1 ? then[0] : null;
  };
  const to = (what) => set({ ...bringing(ends(what)), chosen: what, view: "network" }, "ask");
  const worded = (text) => text.replace(/\b\d{4}-\d\d-\d\d\b/g, date);
  const leading = (id) => element("button", { type: "button", class: "mention", onclick: () => to({ node: id }) }, worded(name(id)));
  const linked = (text, column, days) => {
    const whole = meant(text, column, days);
    if (whole || WHOLE.test(column)) return [whole ? leading(whole) : worded(text)];
    return text.split(", ").flatMap((part, at) => {
      const id = meant(part, column, days);
      return [...(at ? [", "] : []), id ? leading(id) : part];
    });
  };
  const lineBetween = (row, variables) => {
    const [from, to_] = ["project", "other"].map((column) => {
      const value = row[variables.indexOf(column)];
      return value && meant(value.value, column, []);
    });
    return from && to_ && lineIds.find((id) => [line[id].from, line[id].to].includes(from) && [line[id].from, line[id].to].includes(to_));
  };
  const cell = (value, column, row, { variables, question }) => {
    if (!value) return element("td", {});
    const type = (value.datatype || "").replace(/^.*#/, "");
    if (type === "date") return element("td", { class: "day" }, date(value.value));
    if (value.type === "uri") {
      const id = idOf.get(value.value);
      return id ? element("td", {}, sign(thing(id).kind), " ", leading(id)) : element("td", {}, element("code", {}, value.value.replace(/^.*\/(?=[^/]+\/[^/]*$)/, "…/")));
    }
    if (/^(integer|decimal|double)$/.test(type)) return element("td", { class: "number" }, value.value);
    const text = state.language === "en" && question && words().ask_values[value.value];
    if (text) return element("td", {}, text);
    if (!question) return element("td", { lang: "da" }, value.value);
    if (column === "relation") {
      const between = lineBetween(row, variables);
      if (between) return element("td", { lang: "da" }, element("button", { type: "button", class: "mention", onclick: () => to({ line: between }) }, value.value));
    }
    const days = row.filter((one) => one && /#date$/.test(one.datatype || "")).map((one) => one.value);
    return element("td", { lang: "da" }, ...(COLUMN_KINDS[column] ? linked(value.value, column, days) : [worded(value.value)]));
  };
  const heading = (column, question) => (question && words().ask_columns[column]) || column.replaceAll("_", " ");
  return (answer) => {
    // Addresses of evidence are for programs, and columns where nothing stands for nobody; the CSV has them.
    const shown = answer.variables.map((column, at) => ({ column, at }))
      .filter(({ column, at }) => !answer.question || (!/evidence$/.test(column) && answer.rows.some((row) => row[at] && row[at].value !== "")));
    return element("table", {},
      element("thead", {}, element("tr", {}, ...shown.map(({ column }) => element("th", { scope: "col" }, heading(column, answer.question))))),
      element("tbody", {}, ...answer.rows.map((row) => element("tr", {}, ...shown.map(({ column, at }) => cell(row[at], column, row, answer))))));
  };
})();
