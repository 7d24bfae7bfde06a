// The shortest path between two chosen things, over what is switched on. What joins everything of a day (a meeting) or
// has many lines costs more to pass through, since a path by way of it says little.
const passing = (id) => (thing(id).kind === "meeting" || thing(id).kind === "municipality" ? 3 : 0) + Math.log2(1 + touching[id].length) / 4;
let pathsKnown = null; // of the last question
const pathOf = ([from, to]) => {
  const question = JSON.stringify([from, to, state.until, [...state.kindsOff], [...state.relationsOff]]);
  if (!pathsKnown || pathsKnown.question !== question) pathsKnown = { question, hops: shortest(from, to) };
  return pathsKnown.hops;
};
const shortest = (from, to) => {
  const cost = new Map([[from, 0]]);
  const cameBy = new Map();
  const open = new Set([from]);
  while (open.size) {
    const here = [...open].reduce((best, one) => (cost.get(one) < cost.get(best) ? one : best));
    open.delete(here);
    if (here === to) break;
    for (const number of touching[here]) {
      const next = other(number, here);
      if (!relationOn(number) || (next !== to && !thingOn(next))) continue;
      const one = relation(number);
      const price = cost.get(here) + 1 + (one.statement === undefined && page.told ? 0.4 : 0) + (one.accepted ? 0 : 0.5) + (next === to ? 0 : passing(next));
      if (!cost.has(next) || price < cost.get(next)) {
        cost.set(next, price);
        cameBy.set(next, { number, from: here, to: next });
        open.add(next);
      }
    }
  }
  if (!cameBy.has(to)) return null;
  const hops = [];
  for (let at = to; at !== from; at = cameBy.get(at).from) hops.unshift(cameBy.get(at));
  return hops;
};
const followPath = (to, from) => {
  const path = [state.path[0], to];
  const hops = pathOf(path) || [];
  set({ ...bringing([...path, ...hops.map((hop) => hop.to)]), path, chosen: null }, from);
  view.fit();
};
const endPath = () => set({ path: null }, "panel");

// In words: what each step says, and the first sentence that says so.
const step = ({ number }) => {
  const one = relation(number);
  return element("li", {},
    element("p", { class: "relation" }, mention(one.from), element("em", {}, ` ${phrase(one)} `), mention(one.to)),
    ...howTold(one),
    ...one.sentences.slice(0, 1).map(quotation));
};
// A link, so that it wraps as words do, and opens beside this page when asked to.
const mention = (id) => element("a", { class: "mention", href: `#${new URLSearchParams({ thing: thing(id).key })}`, onclick: (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  choose({ node: id }, "panel");
} }, readable(name(id)));
part((changed) => {
  if (!["path", "language", "until", "kindsOff", "relationsOff"].some((one) => changed.has(one))) return;
  const box = byId("path-box");
  if (!state.path) { box.replaceChildren(); return; }
  const [from, to] = state.path;
  const end = element("button", { type: "button", onclick: endPath }, words().path_end);
  if (!to) { box.replaceChildren(element("p", { role: "status" }, fill(words().path_choose, { from: name(from) })), end); return; }
  const hops = pathOf(state.path);
  const count = hops ? (hops.length === 1 ? words().path_one_step : fill(words().path_steps, { count: hops.length })) : words().path_none;
  box.replaceChildren(element("h2", { id: "path-title" }, fill(words().path_title, { from: name(from), to: name(to) })),
    element("p", { class: "soft", role: "status" }, count), element("ol", { class: "path" }, ...(hops || []).map(step)), end);
});
