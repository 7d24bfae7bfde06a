// Bringing things in and putting them away: neighbours on request, a place for each that is free, and going back.
const AT_ONCE = 20; // neighbours brought in by one request
const hiddenNeighbours = (id) => neighbours(id)
  .filter((one) => one !== id && !state.shown.has(one) && thingOn(one))
  .sort((a, b) => lightness(a) - lightness(b) || byName(a, b));

// A thing not yet shown stands on rings around what it belongs to, where neither sign nor name covers another's.
const ROOM = { x: 130, y: 58 };
const RINGS_TRIED = 60;
const standsIn = (at) => [Math.floor(at.x / ROOM.x), Math.floor(at.y / ROOM.y)];
// What stands where, by cells of the size of the room each needs: who is near is found without looking at all.
const seating = (standing_) => {
  const cells = new Map();
  const take = (at) => {
    const key = standsIn(at).join();
    cells.set(key, [...(cells.get(key) || []), at]);
  };
  const free = (at) => {
    const [column, row_] = standsIn(at);
    return [-1, 0, 1].every((dx) => [-1, 0, 1].every((dy) => (cells.get([column + dx, row_ + dy].join()) || [])
      .every(({ x, y }) => Math.abs(x - at.x) >= ROOM.x || Math.abs(y - at.y) >= ROOM.y)));
  };
  standing_.forEach(take);
  return { take, free };
};
const freePlace = (anchor, seats_) => {
  const middle = anchor ? places.get(anchor) : { x: 0, y: 0 };
  for (let ring = 1; ring <= RINGS_TRIED; ring += 1) {
    const seats = ring * 8;
    for (let seat = 0; seat < seats; seat += 1) {
      const angle = (2 * Math.PI * (seat + (ring % 2) / 2)) / seats;
      const at = { x: Math.round(middle.x + ring * 115 * Math.cos(angle)), y: Math.round(middle.y + ring * 75 * Math.sin(angle)) };
      if (seats_.free(at)) return at;
    }
  }
  return { x: middle.x + RINGS_TRIED * 115, y: middle.y };
};
const placed = (nodes) => {
  const missing = nodes.filter((id) => places.get(id).x === undefined);
  if (!missing.length) return;
  const seats = seating([...places.values()].filter(({ x }) => x !== undefined)); // what was put away may come back to where it stood
  const coming = new Set(nodes);
  for (const id of missing) {
    const anchor = neighbours(id).find((one) => one !== id && places.get(one).x !== undefined && (state.shown.has(one) || coming.has(one)));
    Object.assign(places.get(id), freePlace(anchor, seats));
    seats.take(places.get(id));
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

// Bringing in what is not shown, the weightiest first: of a kind, or of all; never more than one can look at.
const MOST_SHOWN = wholePlaces ? 5000 : 1000;
const WHOLE_FROM = 150; // things from which there is a layout of all, rather than a free seat for each that comes
const standWhole = () => { for (const id of ids) Object.assign(places.get(id), wholePlaces[id]); };
const AT_ONCE_OF_KIND = 40;
const notShown = (kind) => byWeight.filter((id) => (!kind || thing(id).kind === kind) && !state.shown.has(id) && knownBy(thing(id).dates));
const bringIn = (coming, change, text) => {
  if (!coming.length) return;
  if (change.whole) {
    standWhole();
    view.moved(ids);
  }
  placed(coming);
  set({ ...change, shown: new Set([...state.shown, ...coming]) }, "legend");
  view.fit();
  notify(text(coming.length));
  const { activeElement: focused } = document; // a button that has brought in the last is gone
  if (!focused || focused === document.body || focused.disabled || !focused.offsetParent) byId("notice-undo").focus({ preventScroll: true });
};
const roomLeft = () => Math.max(0, MOST_SHOWN - state.shown.size);
const bringKind = (kind) => bringIn(notShown(kind).slice(0, Math.min(AT_ONCE_OF_KIND, roomLeft())), { kindsOff: without(state.kindsOff, kind) },
  (count) => fill(words().brought_kind, { count, kind: words().kind[kind], rest: notShown(kind).length }));
const bringAll = () => bringIn(notShown().slice(0, roomLeft()), { kindsOff: new Set(), whole: state.whole || Boolean(wholePlaces && ids.length > WHOLE_FROM) }, (count) => fill(words().brought_all, { count }));
const onlyNear = (id) => {
  const near = [id, ...neighbours(id).filter(thingOn).sort((a, b) => lightness(a) - lightness(b) || byName(a, b)).slice(0, 2 * AT_ONCE)];
  placed(near);
  set({ shown: new Set(near), chosen: { node: id } }, "panel");
  view.fit();
};
const back = () => {
  const before = past.pop();
  if (!before) return;
  const { from, ...change } = before;
  set(ends(change.chosen).every((id) => change.shown.has(id)) ? change : { ...change, chosen: null }, "back");
};
byId("back").addEventListener("click", back);
part(() => { byId("back").disabled = !past.length; });
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox" && event.target.type !== "range";
  if ((event.ctrlKey || event.metaKey) && event.key === "z" && !typing) { back(); event.preventDefault(); }
});
