// What the panel's parts are made of: rows, long texts, things with what is to be said of them, and where it says so.
const entry = (id, what, before = "", after = "") =>
  element("button", { type: "button", class: what.line ? "entry connection" : "entry", onclick: () => choose(what, "panel") }, sign(thing(id).kind, standing(id)),
    element("span", {}, before ? element("small", {}, before) : null, readable(name(id)), after ? element("small", {}, after) : null));
// A thing that a record points to: in the page by its name there, outside it as it was written.
const pointed = (ref) => (typeof ref === "string" ? mention(ref) : readable(ref.label));
const told = (day) => !state.until || !day || day <= state.until;
const joined = (found) => found.flatMap((one, at) => (at ? [", ", one] : [one]));
const small = (...content) => element("small", {}, ...content);
const row = (...content) => element("li", {}, ...content);
const rows = (...content) => element("ul", { class: "plain" }, ...content);
const listed = (word, found) => (found.length ? titled(word, rows(...found)) : []);
const where = (passages, open = false, called = "") => (passages && passages.length
  ? element("details", { class: "where", open }, element("summary", {}, called || (passages.length > 1 ? fill(words().show_where_count, { count: passages.length }) : words().show_where)), ...passages.map(quotation)) : null);
// Rows of which so many are seen at once, and the rest when asked for.
const AT_SIGHT = 12;
const unfolded = (found, word = words().rest) => (found.length <= AT_SIGHT ? [rows(...found)]
  : [rows(...found.slice(0, AT_SIGHT)), element("details", {}, element("summary", {}, fill(word, { count: found.length - AT_SIGHT })), rows(...found.slice(AT_SIGHT)))]);
// Words of the minutes: whole, unless they are very many; a row of a table on one line.
const LONG = 600;
const inRow = (text) => text.trim().replace(/ *\t+ */g, " · ");
const said = (text = "", attributes = {}) => {
  const whole = element("p", { lang: "da", ...attributes }, inRow(text));
  if (text.length <= LONG) return whole;
  return element("details", { class: "long" }, element("summary", {}, element("span", { lang: "da" }, `${inRow(text).slice(0, LONG - 100).replace(/\s+\S*$/, "")} … `), small(words().read_all)), whole);
};
// How sure a relation is, and whether it still holds.
const isOver = ({ until }) => Boolean(until) && told(until);
const remarks = ({ unsure, until, former, accepted = true }) => [
  former && words().former, isOver({ until }) && fill(words().lasted, { date: date(until) }), !accepted && words().suggested,
  unsure && `${words().unsure}: ${words().rule[unsure] || words().rule.other}`,
].filter(Boolean);
const howTold = (one) => {
  const how = [one.modality && words().modality[one.modality], ...remarks(one)].filter(Boolean);
  return how.length ? [element("p", { class: "soft" }, how.join(" · "))] : [];
};
const remarked = (one) => { const found = remarks(one); return found.length ? small(` ${found.join(" · ")}`) : null; };
// Things by what is said of each, in the order in which that comes first.
const grouped = (found, by) => {
  const groups = new Map();
  for (const one of found) groups.set(by(one), [...(groups.get(by(one)) || []), one]);
  return groups;
};
