// What the panel tells of one thing: what it is, who owns it, what it waits for, what was decided, promised and due,
// its history, its lines, what it is named with and where; all as it was known at the time looked at.
const lastTold = (tellings = []) => tellings.map(({ date: day }) => day).filter(Boolean).sort().pop();
const proofs = (tellings = []) => tellings.flatMap(({ passages = [] }) => passages);
const end = ({ ended }) => {
  if (!ended || !told(ended.date)) return [];
  const { date: day, wording, how, by, tellings } = ended;
  const said_ = lastTold(tellings);
  return [element("p", { class: "ended" }, element("strong", {}, fill(words()[how], { date: date(day) })),
    ...(wording ? [" (", element("span", { lang: "da" }, `»${wording}«`), ")"] : []), by ? " " : null, ...(by ? filledWith(words().ended_by, "decision", pointed(by)) : []),
    by || !said_ ? null : small(` ${fill(words().ended_as_told, { date: date(said_) })}`)), where(proofs(tellings))];
};
// A phrase with an element in the place of one of its values.
const filledWith = (text, value, one) => text.split(`{${value}}`).flatMap((piece, at) => (at ? [one, piece] : [piece]));

// The lines of a thing, by what they are called from here. A name goes to its thing, the source to the line.
const connection = (number, me) => {
  const far = other(number, me);
  return row(sign(thing(far).kind, standing(far)), " ", mention(far), dated(far) ? small(dated(far)) : null, remarked({ ...relation(number), accepted: true }), " ",
    element("button", { type: "button", class: "connection source", "aria-label": `${words().source}: ${phraseFrom(number, me)} ${name(far)}`, onclick: () => choose({ line: lineOf[number] }, "panel") }, words().source));
};
const connections = (id) => {
  const groups = grouped(touching[id].filter(relationOn), (number) => phraseFrom(number, id));
  if (!groups.size) return [];
  return titled("connections", ...[...groups].flatMap(([called, found]) => [element("p", { class: "called" }, called), ...unfolded(found.map((number) => connection(number, id)))]));
};
const signOf = (ref) => (typeof ref === "string" ? [sign(thing(ref).kind, standing(ref)), " "] : looks[ref.kind] ? [sign(ref.kind), " "] : []);
const together = ({ together: found = [] }) => {
  const known = found.map((one) => ({ ...one, passages: one.passages.filter((number) => told(sentence(number).date)) })).filter(({ passages }) => passages.length);
  if (!known.length) return [];
  const times = ({ count, passages }) => { const now = state.until ? passages.length : count; return now === 1 ? words().times_one : fill(words().times, { count: now }); };
  return titled("together", element("p", { class: "soft" }, words().together_note),
    ...unfolded(known.map((one) => element("li", { class: "beside" }, ...signOf(one.other), pointed(one.other), where(one.passages, false, times(one)))), words().together_rest));
};

const owners = ({ owners: found = [] }) => {
  const known = found.map((one) => ({ ...one, tellings: one.tellings.filter(({ date: day }) => told(day)) })).filter(({ tellings }) => tellings.length);
  const last = lastTold(known.flatMap(({ tellings }) => tellings));
  const ownerRow = ({ who, tellings, unsure }) => row(pointed(who), small(` ${fill(words().told_on, { date: date(lastTold(tellings) || "") })}`), remarked({ unsure }), where(proofs(tellings)));
  const now = known.filter(({ tellings }) => tellings.some(({ date: day }) => day === last));
  return [...listed("owner", now.map(ownerRow)), ...listed("owner_then", known.filter((one) => !now.includes(one)).map(ownerRow))];
};
const statuses = ({ standings: found = [] }, me) => listed("standing", found.filter(({ date: day }) => told(day)).reverse().map(({ date: day, state: where_, text, project, passages }) =>
  row(element("strong", {}, words().state[where_] || where_), ` ${date(day)}`, ...(project && project !== me ? [" · ", pointed(project)] : []), said(text), where(passages))));
const waits = (word, found = []) => listed(word, found.map(({ other: end_, path = [] }) => {
  const way = path.slice(0, -1);
  return row(pointed(end_), ...(way.length ? [small(` ${fill(words().by_way, { way: way.map((one) => (typeof one === "string" ? name(one) : one.label)).join(", ") })}`)] : []));
}));
// When something is due, in the minutes' own words and as a day.
const dueBy = ({ wording, last, passed }) => [
  wording && `»${wording}«`, passed ? `${fill(words().passed, { date: date(last) })}, ${words().passed_note}` : last ? fill(words().due_by, { date: date(last) }) : null,
].filter(Boolean).join(": ");
const promised = ({ state: how, since, due, last_day: last, by = [], to = [], text, item, kept, passages }, me = null) => {
  const when = how === "kept" ? fill(words().kept_on, { date: date(kept || since) }) : due || last ? dueBy({ wording: due, last, passed: how === "overdue" }) : words().no_deadline;
  const who = (word, found) => [element("small", { class: "block" }, words()[word], ": ", ...(found.length ? joined(found.map(pointed)) : [words().nobody]))];
  return row(said(text),
    element("small", { class: "block" }, `${when} · ${fill(words().told_on, { date: date(since) })}`),
    ...(by.length && by.every((one) => one === me) ? [] : who("promised_by", by)), ...(to.some((one) => one !== me) ? who("promised_to", to) : []),
    ...(item ? [element("small", { class: "block" }, pointed(item))] : []), where(passages));
};
const promises = ({ promises: found = [] }, me) => {
  const known = found.filter(({ since }) => told(since));
  return [...listed("promises", known.filter(({ state: how }) => how !== "kept").map((one) => promised(one, me))),
    ...listed("kept_promises", known.filter(({ state: how }) => how === "kept").map((one) => promised(one, me)))];
};
const deadlines = ({ deadlines: found = [] }) => listed("deadlines", found.filter(({ tellings }) => !lastTold(tellings) || tellings.some(({ date: day }) => told(day))).map(({ what, wording, last_day: last, passed, unsure, tellings = [] }) =>
  row(what ? said(what) : null, element("small", { class: "block" }, [dueBy({ wording, last, passed }), ...remarks({ unsure })].filter(Boolean).join(" · ")), where(proofs(tellings)))));
const sums = ({ sums: found = [] }, me) => listed("sums", found.filter(({ telling }) => told(telling && telling.date)).map(({ about, amount, money_kind: kind, period, telling = {} }) =>
  row(element("strong", {}, amount), small(` ${[words().money[kind], words().money[period]].filter(Boolean).join(", ")} `), ...(about && about !== me ? [pointed(about)] : []), where(telling.passages))));

// A decision in full: what it was asked, how it fell, its words, and what came before and after it.
const decision = ({ iri, label, date: day, outcome, text, points = [], recommended_by: askers = [], read, resumes = [], resumed = [], deviates = [], body, passages }, me) => {
  const fell = (how) => (how ? small(` ${words().outcome[how] || how}`) : null);
  return element("div", { class: "decision" },
    element("p", {}, element("strong", {}, words().outcome[outcome] || outcome), ` ${date(day)}`, ...(body ? [" · ", pointed(body)] : [])),
    iri && iri !== me ? element("p", {}, mention(iri)) : label && !iri ? element("p", {}, readable(label)) : null,
    ...(points.length ? [element("p", { class: "soft" }, words().asked, askers.length ? ` (${fill(words().asked_by, { names: askers.map((one) => (typeof one === "string" ? name(one) : one.label)).join(", ") })})` : ""),
      rows(...points.map((one) => row(said(one.text), fell(one.outcome))))] : []),
    element("blockquote", {}, said(text)),
    read ? null : element("p", { class: "soft" }, words().unread),
    ...resumes.map((one) => element("p", { class: "soft" }, fill(words().resumes, { date: date(one) }))),
    ...resumed.filter(([one]) => told(one)).map(([one, what]) => element("p", { class: "soft" }, fill(words().resumed, { date: date(one), outcome: words().outcome[what] || what }))),
    ...(outcome === "deferred" && !resumed.some(([one]) => told(one)) ? [element("p", { class: "soft" }, words().not_resumed)] : []),
    ...(deviates.length ? [element("p", { class: "soft" }, words().deviates, ": ", element("span", { lang: "da" }, deviates.join(" · ")))] : []), where(passages));
};
const decidedIn = (event) => (event.decisions || []).filter(({ date: day }) => told(day));
// What was decided of a thing itself: not of what only names it.
const ABOUT = new Set(["concerns", "decides", "case", "agenda"]);
const decided = ({ history: found = [], decision: own }, me) => {
  const about = own ? [] : found.filter(({ how, date: day }) => ABOUT.has(how) && told(day)).flatMap(decidedIn);
  const once = [...new Map(about.map((one) => [one.iri || one.label, one])).values()].sort((a, b) => b.date.localeCompare(a.date));
  return once.length ? titled("news_decisions", ...unfolded(once.map((one) => row(decision(one, me))))) : [];
};
const timeline = ({ history: found = [] }, me) => {
  const known = found.filter(({ date: day }) => told(day)).reverse();
  if (!known.length) return [];
  const fell = ({ outcome, date: day }) => `${words().kind.decision}: ${words().outcome[outcome] || outcome} ${date(day)}`;
  const event = (one) => {
    const { date: day, meeting, item, how, closed, passages } = one;
    return element("li", {},
      element("p", { class: "when" }, element("strong", {}, date(day)), ` · ${words().how_word[how] || how}`, closed ? ` · ${words().value.closed}` : ""),
      element("p", {}, item ? pointed(item) : pointed(meeting)),
      ...decidedIn(one).map((each) => element("details", { class: "where" }, element("summary", {}, fell(each)), decision(each, me))), where(passages));
  };
  return titled("history", element("ol", { class: "timeline" }, ...known.map(event)));
};
const company = (id) => {
  const { community } = thing(id);
  if (community === undefined) return [];
  const others = byWeight.filter((one) => one !== id && thing(one).community === community && knownBy(thing(one).dates)).slice(0, 8);
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
  const facts = [words().kind[node.kind], node.date && date(node.date), node.outcome && words().outcome[node.outcome], isOver({ until: (profile.ended || {}).date }) ? null : last && words().state[last.state], node.closed && words().value.closed];
  const content = [element("p", { class: "soft" }, facts.filter(Boolean).join(" · "))];
  const spellings = [...new Map([node.label, ...node.aliases].map((one) => [fold(one), one])).values()].slice(1);
  if (spellings.length) content.push(element("p", { class: "soft" }, `${words().aliases}: `, element("span", { lang: "da" }, spellings.join(" · "))));
  content.push(...end(profile), nodeActions(id), mending({ node: id }));
  if (state.until) content.push(element("p", { class: "then" }, fill(words().known_then, { date: date(state.until) })));
  if (profile.decision) content.push(decision(profile.decision, id));
  else if (node.text) content.push(...titled("text", element("blockquote", {}, element("p", { lang: "da" }, node.text))));
  content.push(...owners(profile), ...decided(profile, id), ...statuses(profile, id), ...waits("waits_for", profile.waits_for),
    ...waits("waited_for_by", profile.waited_for_by), ...promises(profile, id), ...deadlines(profile),
    ...sums(profile, id), ...connections(id), ...together(profile), ...timeline(profile, id), ...company(id), ...values(profile));
  const named = node.sentences.filter((number) => told(sentence(number).date));
  if (named.length) content.push(...titled("sentences", ...quotations({ ...node, sentences: named })));
  return [[sign(node.kind, standing(id)), " ", readable(name(id))], content];
};
