// What is new since a chosen meeting: lit in the network, listed in the panel.
const sinceBox = byId("since");
byId("news").hidden = days.length < 2;
const MOST_NEWS = 40; // things that are brought into sight because they are new
sinceBox.addEventListener("change", () => {
  const since = sinceBox.value || null;
  const fresh = since ? newThings(since).sort((a, b) => lightness(a) - lightness(b) || byName(a, b)).slice(0, MOST_NEWS) : [];
  set({ ...bringing(fresh), since, chosen: null }, "time");
  if (fresh.length && state.view === "network") view.fit();
});
part((changed) => {
  if (changed.has("language")) {
    sinceBox.replaceChildren(element("option", { value: "" }, words().since_none),
      ...days.slice(0, -1).reverse().map((day) => element("option", { value: day }, date(day))));
  }
  sinceBox.value = state.since || "";
});
const newThings = (since = state.since) => ids.filter((id) => { const [first] = thing(id).dates || []; return since && first > since && thingOn(id); });
const newsPanel = () => {
  const fresh = newThings();
  const decisions = fresh.filter((id) => thing(id).kind === "decision");
  const lasting = fresh.filter((id) => !["decision", "agenda_item", "case", "meeting"].includes(thing(id).kind));
  const old = page.relations.map((_, number) => number).filter((number) => {
    const { from, to, dates, until, statement } = relation(number);
    return newSince(dates, until) && relationOn(number) && (statement || !page.told) && thing(from).kind !== "agenda_item" && thing(from).kind !== "decision" && thingOn(from) && thingOn(to);
  });
  const list = (word, entries) => (entries.length ? [element("details", { open: true }, element("summary", {}, `${words()[word]} `, element("small", {}, String(entries.length))), ...entries)] : []);
  const nothing = !fresh.length && !old.length;
  return [[fill(words().news, { date: date(state.since) })], [
    ...(nothing ? [element("p", {}, fill(words().news_none, { date: date(state.since) }))] : []),
    ...list("news_decisions", newestFirst(decisions).map((id) => entry(id, { node: id }, "", ` ${words().outcome[thing(id).outcome] || ""}`))),
    ...list("news_things", lasting.sort(byName).map((id) => entry(id, { node: id }, "", ` ${words().kind[thing(id).kind]}`))),
    ...list("news_relations", old.map((number) => entry(relation(number).from, { line: lineOf[number] }, "", ` ${phrase(relation(number))} ${name(relation(number).to)}`))),
  ]];
};
