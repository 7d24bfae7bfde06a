// Bringing things in and putting them away: neighbours on request, a place for each that is free, and going back.
const AT_ONCE = 20; // neighbours brought in by one request
const hiddenNeighbours = (id) => neighbours(id)
  .filter((one) => one !== id && !state.shown.has(one) && thingOn(one))
  .sort((a, b) => lightness(a) - lightness(b) || byName(a, b));

// A thing not yet shown stands on rings around what it belongs to, where neither sign nor name covers another's.
const ROOM = { x: 130, y: 58 };
const RINGS_TRIED = 14;
const freePlace = (anchor, taken) => {
  const middle = anchor ? places.get(anchor) : { x: 0, y: 0 };
  for (let ring = 1; ring <= RINGS_TRIED; ring += 1) {
    const seats = ring * 8;
    for (let seat = 0; seat < seats; seat += 1) {
      const angle = (2 * Math.PI * (seat + (ring % 2) / 2)) / seats;
      const at = { x: Math.round(middle.x + ring * 115 * Math.cos(angle)), y: Math.round(middle.y + ring * 75 * Math.sin(angle)) };
      if (taken.every(({ x, y }) => Math.abs(x - at.x) >= ROOM.x || Math.abs(y - at.y) >= ROOM.y)) return at;
    }
  }
  return { x: middle.x + RINGS_TRIED * 115, y: middle.y };
};
const placed = (nodes) => {
  const missing = nodes.filter((id) => places.get(id).x === undefined);
  if (!missing.length) return;
  const taken = [...state.shown].map((id) => places.get(id)).filter(({ x }) => x !== undefined);
  for (const id of missing) {
    const anchor = neighbours(id).find((one) => one !== id && places.get(one).x !== undefined && (state.shown.has(one) || nodes.includes(one)));
    Object.assign(places.get(id), freePlace(anchor, taken));
    taken.push(places.get(id));
  }
  view.moved(missing);
};
const bringing = (nodes) => {
  placed(nodes);
  return inSight(nodes);
};

const expand = (id, from = "panel") => {
  const coming = hiddenNeighbours(id).slice(0, AT_ONCE);
  if (!coming.length) return;
  placed(coming);
  set({ shown: new Set([...state.shown, ...coming]) }, from);
  say(fill(words().expand_more, { shown: coming.length, count: neighbours(id).length }));
};
const hide = (id) => set({ shown: without(state.shown, id), chosen: null }, "panel");
const onlyNear = (id) => {
  const near = [id, ...neighbours(id).filter(thingOn).sort((a, b) => lightness(a) - lightness(b) || byName(a, b)).slice(0, 2 * AT_ONCE)];
  placed(near);
  set({ shown: new Set(near), chosen: { node: id } }, "panel");
  view.fit();
};
const back = () => {
  const before = past.pop();
  if (before) set({ shown: before.shown, chosen: before.chosen && ends(before.chosen).every((id) => before.shown.has(id)) ? before.chosen : null }, "back");
};
byId("back").addEventListener("click", back);
part(() => { byId("back").disabled = !past.length; });
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox" && event.target.type !== "range";
  if ((event.ctrlKey || event.metaKey) && event.key === "z" && !typing) { back(); event.preventDefault(); }
});
