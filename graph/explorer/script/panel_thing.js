// What the panel tells of one thing: what it is, who owns it, what it waits for, what was decided, promised and due,
// its history, its lines and where it is named; all as it was known at the time looked at.
const entry = (id, what, before = "", after = "") =>
  element("button", { type: "button", class: what.line ? "entry connection" : "entry", onclick: () => choose(what, "panel") }, sign(thing(id).kind, standing(id)),
    element("span", {}, before ? element("small", {}, before) : null, name(id), after ? element("small", {}, after) : null));
const connection = (number, me) => {
  const outward = relation(number).from === me;
  const end = other(number, me);
  return entry(end, { line: lineOf[number] }, outward ? `${phrase(relation(number))} → ` : `${phrase(relation(number))} ← `, dated(end));
};
const AT_SIGHT = 12; // connections that are listed before the rest is folded away
const connections = (id) => {
  const lines = touching[id].filter(relationOn).map((number) => connection(number, id));
  if (!lines.length) return [];
  const rest = lines.slice(AT_SIGHT);
  return titled("connections", ...lines.slice(0, AT_SIGHT),
    ...(rest.length ? [element("details", {}, element("summary", {}, fill(words().rest, { count: rest.length })), ...rest)] : []));
};
// A thing that a record points to: in the page by its name there, outside it as it was written.
const pointed = (ref) => (typeof ref === "string" ? mention(ref) : ref.label);
const told = (day) => !state.until || !day || day <= state.until;
const joined = (found) => found.flatMap((one, at) => (at ? [", ", one] : [one]));
const where = (passages, open = false) => (passages && passages.length
  ? element("details", { class: "where", open }, element("summary", {}, words().show_where), ...passages.map(quotation)) : null);
const listed = (word, rows) => (rows.length ? titled(word, element("ul", { class: "plain" }, ...rows)) : []);
const row = (...content) => element("li", {}, ...content);

const owners = ({ owners: found = [] }) => {
  const known = found.map((one) => ({ ...one, tellings: one.tellings.filter(({ date: day }) => told(day)) })).filter(({ tellings }) => tellings.length);
  const last = known.flatMap(({ tellings }) => tellings.map(({ date: day }) => day)).sort().pop();
  const ownerRow = ({ who, tellings }) => row(pointed(who), element("small", {}, ` ${fill(words().told_on, { date: date(tellings[0].date) })}`), where(tellings.flatMap(({ passages }) => passages)));
  const now = known.filter(({ tellings }) => tellings.some(({ date: day }) => day === last));
  return [...listed("owner", now.map(ownerRow)), ...listed("owner_then", known.filter((one) => !now.includes(one)).map(ownerRow))];
};
const statuses = ({ standings: found = [] }, me) => listed("standing", found.filter(({ date: day }) => told(day)).reverse().map(({ date: day, state: where_, text, project, passages }) =>
  row(element("strong", {}, words().state[where_] || where_), ` ${date(day)}`, ...(project && project !== me ? [" · ", pointed(project)] : []), element("p", { lang: "da" }, text || ""), where(passages))));
const waits = (word, found = []) => listed(word, found.map(({ other: end, path = [] }) => {
  const way = path.slice(0, -1);
  return row(pointed(end), ...(way.length ? [element("small", {}, ` ${fill(words().by_way, { way: way.map((one) => (typeof one === "string" ? name(one) : one.label)).join(", ") })}`)] : []));
}));
const promised = ({ state: how, since, due, last_day: last, by = [], to = [], text, item, kept, passages }, me = null) => {
  const when = how === "kept" ? fill(words().kept_on, { date: date(kept || since) }) : how === "overdue" && last ? fill(words().passed, { date: date(last) })
    : last ? fill(words().due, { date: due || date(last) }) : words().no_deadline;
  const who = (word, found) => (found.some((one) => one !== me) ? [element("small", { class: "block" }, words()[word], " ", ...joined(found.map(pointed)))] : []);
  return row(element("p", { lang: "da" }, text || ""),
    element("small", { class: how === "overdue" ? "block late" : "block" }, `${when} · ${fill(words().told_on, { date: date(since) })}`),
    ...who("promised_by", by), ...who("promised_to", to), ...(item ? [element("small", { class: "block" }, pointed(item))] : []), where(passages));
};
const promises = ({ promises: found = [] }, me) => {
  const known = found.filter(({ since }) => told(since));
  return [...listed("promises", known.filter(({ state: how }) => how !== "kept").map((one) => promised(one, me))),
    ...listed("kept_promises", known.filter(({ state: how }) => how === "kept").map((one) => promised(one, me)))];
};
const lastTold = (tellings = []) => tellings.map(({ date: day }) => day).filter(Boolean).sort().pop();
const deadlines = ({ deadlines: found = [] }) => listed("deadlines", found.filter(({ tellings }) => !lastTold(tellings) || tellings.some(({ date: day }) => told(day))).map(({ wording, last_day: last, passed, tellings = [] }) =>
  row(wording, element("small", {}, ` ${passed && last ? fill(words().passed, { date: date(last) }) : last ? fill(words().due, { date: date(last) }) : ""}`), where(tellings.flatMap(({ passages = [] }) => passages)))));
const sums = ({ sums: found = [] }, me) => listed("sums", found.filter(({ telling }) => told(telling && telling.date)).map(({ about, amount, money_kind: kind, period, telling = {} }) =>
  row(element("strong", {}, amount), element("small", {}, ` ${[words().money[kind], words().money[period]].filter(Boolean).join(", ")} `), ...(about && about !== me ? [pointed(about)] : []), where(telling.passages))));

// A decision in full: how it fell, its words, and what came before and after it.
const decision = ({ iri, date: day, outcome, text, resumes = [], resumed = [], deviates = [], body, passages }, me, sourced = true) => {
  const word = iri && iri !== me ? element("button", { type: "button", class: "mention", onclick: () => choose({ node: iri }, "panel") }, words().kind.decision) : words().kind.decision;
  return element("div", { class: "decision" },
    element("p", {}, word, ": ", element("strong", {}, words().outcome[outcome] || outcome), ` ${date(day)}`, ...(body ? [" · ", pointed(body)] : [])),
    element("blockquote", {}, element("p", { lang: "da" }, text || "")),
    ...resumes.map((one) => element("p", { class: "soft" }, fill(words().resumes, { date: date(one) }))),
    ...resumed.filter(([one]) => told(one)).map(([one, what]) => element("p", { class: "soft" }, fill(words().resumed, { date: date(one), outcome: words().outcome[what] || what }))),
    ...(deviates.length ? [element("p", { class: "soft" }, words().deviates, ": ", element("span", { lang: "da" }, deviates.join(" · ")))] : []),
    sourced ? where(passages) : null);
};
const decidedIn = (event) => (event.decisions || []).filter(({ date: day }) => told(day));
// In short, what was decided of a thing itself: not of what only names it.
const ABOUT = new Set(["concerns", "decides", "case"]);
const SHORT = 140;
const decided = ({ history: found = [], decision: own }) => {
  const about = own ? [] : found.filter(({ how, date: day }) => ABOUT.has(how) && told(day)).flatMap(decidedIn);
  const once = [...new Map(about.map((one) => [one.iri || one.label, one])).values()].sort((a, b) => b.date.localeCompare(a.date));
  return listed("news_decisions", once.map(({ iri, label, date: day, outcome, text = "" }) => row(
    element("strong", {}, words().outcome[outcome] || outcome), ` ${date(day)} · `, iri ? mention(iri) : label,
    element("p", { class: "soft", lang: "da" }, text.length > SHORT ? `${text.slice(0, SHORT).replace(/\s+\S*$/, "")} …` : text))));
};
const timeline = ({ history: found = [] }, me) => {
  const known = found.filter(({ date: day }) => told(day));
  if (!known.length) return [];
  const fell = ({ outcome, date: day }) => `${words().kind.decision}: ${words().outcome[outcome] || outcome} ${date(day)}`;
  const event = (one) => {
    const { date: day, meeting, item, how, closed, passages } = one;
    const full = decidedIn(one).map((each) => [each, decision(each, me, false)]);
    return element("li", {},
      element("p", { class: "when" }, element("strong", {}, date(day)), ` · ${words().how_word[how] || how}`, closed ? ` · ${words().value.closed}` : ""),
      element("p", {}, item ? pointed(item) : pointed(meeting)),
      ...full.map(([each, told_]) => (how === "mentions" ? element("details", { class: "where" }, element("summary", {}, fell(each)), told_) : told_)), where(passages));
  };
  return titled("history", element("ol", { class: "timeline" }, ...known.map(event)));
};
const company = (id) => {
  const { community } = thing(id);
  if (community === undefined) return [];
  const others = byWeight.filter((one) => one !== id && thing(one).community === community).slice(0, 8);
  return others.length ? titled("community", element("p", {}, ...joined(others.map(mention)))) : [];
};
const values = ({ values: found = [] }) => {
  const shown = found.filter(([word]) => words().value[word] && word !== "date" && word !== "text");
  return shown.length ? titled("values", element("p", { class: "soft" }, shown.map(([word, value]) => (word === "closed" ? words().value.closed : `${words().value[word]}: ${value}`)).join(" · "))) : [];
};
const nodeActions = (id) => {
  const hidden = hiddenNeighbours(id).length;
  const act = (word, run, text = words()[word]) => element("button", { type: "button", "data-act": word, onclick: run }, text);
  return element("p", { class: "acts" },
    ...(hidden ? [act("expand", () => expand(id), fill(words().expand, { count: hidden }))] : []),
    act("focus_on", () => onlyNear(id)), act("path_from", () => set({ path: [id, null] }, "panel")), act("hide", () => hide(id)));
};
const thingPanel = (id) => {
  const node = thing(id);
  const profile = node.profile || {};
  const last = statusOf(id);
  const facts = [words().kind[node.kind], node.date && date(node.date), node.outcome && words().outcome[node.outcome], last && words().state[last.state], node.closed && words().value.closed];
  const content = [element("p", { class: "soft" }, facts.filter(Boolean).join(" · "))];
  const spellings = [...new Map([node.label, ...node.aliases].map((one) => [fold(one), one])).values()].slice(1);
  if (spellings.length) content.push(element("p", { class: "soft" }, `${words().aliases}: `, element("span", { lang: "da" }, spellings.join(" · "))));
  content.push(nodeActions(id), mending({ node: id }));
  if (state.until) content.push(element("p", { class: "then" }, fill(words().known_then, { date: date(state.until) })));
  if (profile.decision) content.push(decision(profile.decision, id));
  else if (node.text) content.push(...titled("text", element("blockquote", {}, element("p", { lang: "da" }, node.text))));
  content.push(...owners(profile), ...decided(profile), ...statuses(profile, id), ...waits("waits_for", profile.waits_for),
    ...waits("waited_for_by", profile.waited_for_by), ...promises(profile, id), ...connections(id), ...deadlines(profile),
    ...sums(profile, id), ...timeline(profile, id), ...company(id), ...values(profile));
  const named = node.sentences.filter((number) => told(sentence(number).date));
  if (named.length) content.push(...titled("sentences", ...quotations({ ...node, sentences: named })));
  return [[sign(node.kind, standing(id)), " ", name(id)], content];
};
