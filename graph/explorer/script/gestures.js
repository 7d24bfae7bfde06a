// What hands do on a stage: one finger or a held button moves, two fingers or the wheel bring nearer, a click chooses.
const STILL = 4; // pixels a pointer may move in a click
const TWICE = 350; // milliseconds between the clicks of a double click
const WHEEL = 0.0015; // how much a pixel of the wheel brings nearer
// `hands` answers: grab(at) → what is held or null; drag(held, by, at); drop(held); zoom(factor, at); click(at);
// twice(at); hover(at or null). Points are in pixels of the element.
const gestures = (box, hands) => {
  const fingers = new Map();
  let held = null;
  let moved = false;
  let last = { time: -Infinity };
  const at = (event) => {
    const { left, top } = box.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const between = () => {
    const [a, b] = [...fingers.values()];
    return { far: Math.hypot(a.x - b.x, a.y - b.y), middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } };
  };
  const down = (event) => {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    box.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, at(event));
    moved = fingers.size > 1;
    held = fingers.size === 1 ? hands.grab(at(event)) : null;
  };
  const move = (event) => {
    const before = fingers.get(event.pointerId);
    const now = at(event);
    if (!before) { hands.hover(now); return; }
    if (!moved && Math.hypot(now.x - before.x, now.y - before.y) < STILL) return;
    const apart = fingers.size === 2 ? between() : null;
    fingers.set(event.pointerId, now);
    moved = true;
    if (apart) {
      const after = between();
      hands.drag(null, { x: after.middle.x - apart.middle.x, y: after.middle.y - apart.middle.y });
      hands.zoom(after.far / Math.max(apart.far, 1), after.middle);
    } else hands.drag(held, { x: now.x - before.x, y: now.y - before.y }, now);
  };
  const up = (event) => {
    if (!fingers.delete(event.pointerId)) return;
    if (moved) { hands.drop(held); return; }
    const now = at(event);
    const again = event.timeStamp - last.time < TWICE && Math.hypot(now.x - last.x, now.y - last.y) < 2 * STILL;
    last = again ? { time: -Infinity } : { ...now, time: event.timeStamp };
    if (event.type === "pointerup") (again ? hands.twice : hands.click)(now);
  };
  const wheel = (event) => {
    const pixels = event.deltaY * (event.deltaMode === 1 ? 20 : 1); // lines, as some mice say
    hands.zoom(Math.exp(-Math.max(-300, Math.min(300, pixels)) * WHEEL), at(event));
    event.preventDefault();
  };
  const listeners = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: up, pointerleave: () => hands.hover(null), wheel };
  for (const [kind, listener] of Object.entries(listeners)) box.addEventListener(kind, listener, { passive: kind !== "wheel" });
  return () => {
    for (const [kind, listener] of Object.entries(listeners)) box.removeEventListener(kind, listener);
  };
};
