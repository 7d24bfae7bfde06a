// What the panel tells before anything is chosen: what was postponed, what is promised, and all that is in sight.
const AT_ONCE_LISTED = 200;
const newestFirst = (found) => found.sort((a, b) => (thing(b).date || "").localeCompare(thing(a).date || "") || byName(a, b));
const folded = (word, found, open = false, count = found.length) => (found.length
  ? [element("details", { open, "data-list": word }, element("summary", {}, `${words()[word]} `, small(String(count))), ...found)] : []);
const postponed = () => newestFirst(ids.filter((id) => thing(id).outcome === "deferred" && knownBy(thing(id).dates))).map((id) => {
  const { resumed = [] } = (thing(id).profile || {}).decision || {};
  const came = resumed.filter(([day]) => told(day)).map(([day, what]) => fill(words().resumed, { date: date(day), outcome: words().outcome[what] || what }));
  return entry(id, { node: id }, "", ` – ${came.length ? came.join("; ") : words().not_resumed}`);
});
const openPromises = () => {
  const found = new Map();
  for (const id of ids) {
    for (const one of (thing(id).profile || {}).promises || []) {
      if (one.state !== "kept" && told(one.since)) found.set(`${one.since} ${one.text} ${one.item}`, one);
    }
  }
  const giver = ({ by = [] }) => by.map((one) => (typeof one === "string" ? name(one) : one.label)).join(", ") || words().nobody;
  const newest = [...found.values()].sort((a, b) => b.since.localeCompare(a.since));
  const groups = [...grouped(newest, giver)].sort(([a, one], [b, two]) => (a === words().nobody) - (b === words().nobody) || two.length - one.length || a.localeCompare(b, "da"));
  const boxes = groups.map(([who, given]) => element("details", { class: "of-kind", open: newest.length <= AT_SIGHT }, element("summary", {}, `${who} `, small(String(given.length))), rows(...given.map((one) => promised(one)))));
  return folded("open_promises", boxes, false, newest.length);
};
const overviewPanel = () => {
  const { nodes } = sight();
  const groups = page.kinds.map(({ kind }) => [kind, newestFirst([...nodes].filter((id) => thing(id).kind === kind))]).filter(([, found]) => found.length);
  const lists = groups.map(([kind, found]) => {
    const entries = () => found.map((id) => entry(id, { node: id }, "", dated(id)));
    const many = found.length > AT_ONCE_LISTED; // a list of thousands is made when it is opened
    const box = element("details", { class: "of-kind" }, element("summary", {}, sign(kind), ` ${words().kind[kind]} `, element("small", {}, String(found.length))), ...(many ? [] : entries()));
    if (many) box.addEventListener("toggle", () => box.append(...entries()), { once: true });
    return box;
  });
  return [[words().start_title], [element("p", {}, words().start), ...groupsOf(), ...folded("postponed", postponed()), ...openPromises(), ...(lists.length ? titled("all", ...lists) : [])]];
};
