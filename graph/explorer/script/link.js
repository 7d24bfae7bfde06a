// A link that restores exactly this view: everything of the state, what is shown, where it stands and from where one
// looks. Things are called by what is their own in their IRI, which a graph built again keeps.
const byKey = Object.fromEntries(ids.map((id) => [thing(id).key, id]));
const lineKey = (id) => `${thing(line[id].from).key}~${thing(line[id].to).key}`;
const atFirst = new Set(page.start);
const firstPlaces = Object.fromEntries(drawnNodes.map(({ id, x, y }) => [id, { x, y }]));
const stood = (id) => {
  const of = state.whole ? wholePlaces[id] : firstPlaces[id];
  return places.get(id).x !== of.x || places.get(id).y !== of.y;
};

const written = () => {
  const put = new URLSearchParams();
  const list = (field, values) => { if (values.length) put.set(field, values.join(" ")); };
  if (state.language !== page.language) put.set("lang", state.language);
  if (state.view !== "network") put.set("view", state.view);
  if (state.chosen && state.chosen.node) put.set("thing", thing(state.chosen.node).key);
  if (state.chosen && state.chosen.line) put.set("line", lineKey(state.chosen.line));
  list("kinds-off", [...state.kindsOff].sort());
  list("relations-off", [...state.relationsOff].sort());
  if (state.until) put.set("until", state.until);
  if (state.since) put.set("since", state.since);
  if (state.communities) put.set("groups", "1");
  if (state.whole) put.set("whole", "1");
  if (state.path) list("path", state.path.filter(Boolean).map((id) => thing(id).key));
  const everything = state.shown.size === ids.length && ids.length > atFirst.size;
  if (everything) put.set("all", "1");
  const keysOf = (found) => found.map((id) => thing(id).key);
  const less = [...atFirst].filter((id) => !state.shown.has(id));
  if (less.length > state.shown.size) list("only", keysOf([...state.shown])); // whichever is shorter to write
  else if (!everything) {
    list("more", keysOf([...state.shown].filter((id) => !atFirst.has(id))));
    list("less", keysOf(less));
  }
  list("at", [...state.shown].filter((id) => places.get(id).x !== undefined && stood(id)).map((id) => `${thing(id).key}@${Math.round(places.get(id).x)},${Math.round(places.get(id).y)}`));
  const { x, y, scale } = view.camera();
  put.set("eye", `${Math.round(x)},${Math.round(y)},${scale.toFixed(3)}`);
  return put.toString();
};
const linkHere = () => `${location.href.split("#")[0]}#${written()}`;

// What a link says, as far as this page knows of it: a link of an earlier graph may name what is gone.
const restored = (text) => {
  const got = new URLSearchParams(text);
  const keys = (field) => (got.get(field) || "").split(" ").filter(Boolean);
  const known = (field) => keys(field).map((key) => byKey[key]).filter(Boolean);
  const whole_ = Boolean(wholePlaces && got.has("whole"));
  if (whole_) standWhole();
  else if (state.whole) for (const id of ids) Object.assign(places.get(id), firstPlaces[id]);
  for (const one of keys("at")) {
    const [, key, x, y] = one.match(/^(.*)@(-?\d+),(-?\d+)$/) || [];
    if (byKey[key]) Object.assign(places.get(byKey[key]), { x: Number(x), y: Number(y) });
  }
  const less = new Set(known("less"));
  const path = known("path");
  const lined = got.get("line") && lineIds.find((id) => lineKey(id) === got.get("line"));
  const change = {
    language: page.words[got.get("lang")] ? got.get("lang") : page.language,
    view: VIEWS.includes(got.get("view")) ? got.get("view") : "network",
    chosen: byKey[got.get("thing")] ? { node: byKey[got.get("thing")] } : lined ? { line: lined } : null,
    kindsOff: new Set(keys("kinds-off").filter((kind) => looks[kind])),
    relationsOff: new Set(keys("relations-off").filter((one) => page.predicates[one])),
    until: days.includes(got.get("until")) ? got.get("until") : null,
    since: days.includes(got.get("since")) ? got.get("since") : null,
    communities: got.has("groups"),
    whole: whole_,
    path: path.length === 2 ? path : path.length === 1 ? [path[0], null] : null,
    shown: new Set(got.has("all") ? ids : got.has("only") ? known("only") : [...page.start.filter((id) => !less.has(id)), ...known("more")]),
  };
  const [x, y, scale] = (got.get("eye") || "").split(",").map(Number);
  return { change, eye: Number.isFinite(scale) && scale > 0 ? { x, y, scale } : null };
};
const restore = (text, kept = {}) => {
  const { change: found, eye } = restored(text);
  const change = { ...found, ...kept };
  for (const id of ends(change.chosen)) change.shown.add(id);
  placed([...change.shown]);
  view.moved([...change.shown].filter((id) => places.get(id).x !== undefined));
  set(change, "link");
  if (eye) view.moveTo(eye);
  else view.fit();
};
byId("copy-link").addEventListener("click", () => {
  address.put("replaceState");
  copy(linkHere(), byId("copy-link"));
});
