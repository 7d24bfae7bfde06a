// What the reader has chosen to see, in one place. `set` changes it and has every part draw itself anew: data flows
// one way. The sets in it are values: a change puts a new one, so that an earlier state can be gone back to.
const state = {
  language: page.language,
  chosen: null, // { node: id } or { line: id }
  opener: null, // the thing from which the chosen line was opened
  kindsOff: new Set(),
  relationsOff: new Set(), // predicates
  until: null, // a date: what was known then
  view: "network", // or "flow", "table", "ask"
  communities: false,
  whole: false, // whether things stand where they do when all are shown
  path: null, // [id, id], or [id, null] while the other end is being chosen
  since: null, // a date: what is new after it
  shown: new Set(page.start),
};

// Parts draw in the order of their files. Each is told what has changed, and by what (`from`: network, panel, …).
const parts = [];
const part = (draw) => parts.push(draw);
const past = []; // what was shown before, for going back
const UNDONE = ["shown", "kindsOff", "relationsOff", "until"]; // what going back puts back, beside the choice
const alike = (a, b) => a === b || (a instanceof Set && b instanceof Set && a.size === b.size && [...a].every((one) => b.has(one)));
const remember = (change, from) => {
  if (["back", "link", "start"].includes(from) || !UNDONE.some((field) => field in change && !alike(change[field], state[field]))) return;
  const last = past[past.length - 1];
  if (from === "time" && last && last.from === from && last.chosen === state.chosen) return; // one pull at the slider is one step
  past.push({ ...Object.fromEntries([...UNDONE, "chosen", "opener"].map((field) => [field, state[field]])), from });
};
const set = (change, from = "page") => {
  remember(change, from);
  if ("chosen" in change && !("opener" in change)) change.opener = null;
  Object.assign(state, change);
  draw(new Set(Object.keys(change)), from);
};
const draw = (changed, from) => {
  sighted = null;
  lit = undefined;
  for (const one of parts) one(changed, from);
};

// The things and lines in sight: shown, of a kind and a relation that are on, and known at the time.
let sighted = null;
let lit; // what stands out of it: worked out once for each state, since every thing and line asks
const knownBy = (dates) => !state.until || !dates || !dates.length || dates[0] <= state.until;
// What is first told when it is already over is no news.
const newSince = (dates, until) => Boolean(state.since && dates && dates.length && dates[0] > state.since && !(until && until <= dates[0]));
const relationOn = (number) => {
  const { predicate, dates } = relation(number);
  return !state.relationsOff.has(predicate) && knownBy(dates);
};
const thingOn = (id) => !state.kindsOff.has(thing(id).kind) && knownBy(thing(id).dates);
const sight = () => {
  if (sighted) return sighted;
  const nodes = new Set([...state.shown].filter(thingOn));
  const lines = new Set();
  for (const id of nodes) {
    for (const number of touching[id]) {
      if (nodes.has(other(number, id)) && relationOn(number)) lines.add(lineOf[number]);
    }
  }
  sighted = { nodes, lines };
  return sighted;
};

// What stands out while a path is followed or news are looked at: the rest is dimmed.
const highlighted = () => {
  if (lit === undefined) lit = standingOut();
  return lit;
};
const standingOut = () => {
  if (state.path && state.path[1]) {
    const hops = pathOf(state.path) || [];
    return { nodes: new Set([...state.path, ...hops.map(({ to }) => to)]), lines: new Set(hops.map(({ number }) => lineOf[number])) };
  }
  if (!state.since) return null;
  const { nodes, lines } = sight();
  const fresh = [...lines].filter((id) => line[id].relations.some((number) => newSince(relation(number).dates, relation(number).until)));
  const new_ = [...nodes].filter((id) => newSince(thing(id).dates));
  return { nodes: new Set([...new_, ...fresh.flatMap((id) => [line[id].from, line[id].to])]), lines: new Set(fresh) };
};

// Choosing a thing brings it into sight, whatever hid it.
const without = (values, value) => new Set([...values].filter((one) => one !== value));
const inSight = (nodes) => {
  const change = {};
  const missing = nodes.filter((id) => !state.shown.has(id));
  if (missing.length) change.shown = new Set([...state.shown, ...missing]);
  const kinds = new Set(nodes.map((id) => thing(id).kind));
  if ([...kinds].some((kind) => state.kindsOff.has(kind))) change.kindsOff = new Set([...state.kindsOff].filter((kind) => !kinds.has(kind)));
  if (nodes.some((id) => !knownBy(thing(id).dates))) change.until = null;
  return change;
};
const ends = (what) => (!what ? [] : what.node ? [what.node] : [line[what.line].from, line[what.line].to]);
// From where a line was opened, that one may go back there.
const openerOf = (what) => [state.chosen && state.chosen.node, state.opener].find((id) => what && what.line && id && ends(what).includes(id)) || null;
// What a choice puts aside besides: a path that it does not lie on, and what covers the stage.
const puttingAside = (what) => {
  const change = {};
  if (what && state.path && state.path[1] && !ends(what).every((id) => highlighted().nodes.has(id))) change.path = null;
  if (what && state.view === "ask") change.view = "network";
  return change;
};
const choose = (what, from = "page") => {
  if (what && what.node && state.path && !state.path[1] && what.node !== state.path[0]) return followPath(what.node, from);
  const change = { ...puttingAside(what), ...bringing(ends(what)), chosen: what, opener: openerOf(what) };
  const said = whatChanged(what, change);
  set(change, from);
  if (said) notify(said);
};
// What a choice had to change to be seen, in words: nothing changes silently.
const whatChanged = (what, { until, kindsOff }) => {
  const named = what && name(ends(what).find((id) => !thingOn(id)) || ends(what)[0]);
  const on = kindsOff && [...state.kindsOff].filter((kind) => !kindsOff.has(kind)).map((kind) => words().kind[kind]).join(", ");
  return [
    ...(until === null && state.until ? [fill(words().notice_until, { name: named, date: date(state.until) })] : []),
    ...(on ? [fill(words().notice_kind, { kind: on })] : []),
  ].join(" ");
};
