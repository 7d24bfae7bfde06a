// Names beneath the signs, at one size however far off one looks: the weightiest first, none on top of another. Where
// they go is worked out once for a scale and kept while the picture is moved.
const FONT = 12;
const FACE = 'system-ui, -apple-system, "Segoe UI", sans-serif';
const LINE_LENGTH = 18;
const THICK = 120; // signs in sight
const CROWD = 1500; // signs in sight from which no place is free of them
const TRIES = 8; // names looked at for each that is drawn, where not all can be
const OF_INTEREST = { project: -200, programme: -200, agenda_item: 200 };
const lightness = (id) => (OF_INTEREST[thing(id).kind] || 0) - touching[id].length;
const byWeight = [...ids].sort((a, b) => (b === page.about) - (a === page.about) || lightness(a) - lightness(b));

const wrap = (text) => {
  const rows = [""];
  for (const word of text.split(/\s+/)) {
    const last = rows[rows.length - 1];
    if (last && last.length + word.length + 1 > LINE_LENGTH) rows.push(word);
    else rows[rows.length - 1] = last ? `${last} ${word}` : word;
  }
  const short = (row) => (row.length > LINE_LENGTH + 6 ? `${row.slice(0, LINE_LENGTH + 5)}…` : row);
  return rows.length > 2 ? [short(rows[0]), `${short(rows[1]).replace(/…$/, "")}…`] : rows.map(short);
};

// A grid in which boxes that are near each other are found without looking at all of them.
const grid = (cell) => {
  const cells = new Map();
  const covered = ({ left, right, top, bottom }) => {
    const keys = [];
    for (let x = Math.floor(left / cell); x <= Math.floor(right / cell); x += 1) {
      for (let y = Math.floor(top / cell); y <= Math.floor(bottom / cell); y += 1) keys.push(`${x} ${y}`);
    }
    return keys;
  };
  const apart = (a, b) => a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;
  return {
    add(box) { for (const key of covered(box)) (cells.get(key) || cells.set(key, []).get(key)).push(box); },
    free(box, id) { return covered(box).every((key) => (cells.get(key) || []).every((one) => one.id === id || apart(one, box))); },
  };
};
const around = ({ x, y, size }, width, height, gap) => { // beneath, above, beside, then aslant, then a row away
  const seats = (away) => {
    const [low, high, right, left] = [y + size + away, y - size - away - height, x + size + away, x - size - away - width];
    return [
      { left: x - width / 2, top: low }, { left: x - width / 2, top: high }, { left: right, top: y - height / 2 }, { left, top: y - height / 2 },
      { left: x - size, top: low }, { left: x + size - width, top: low }, { left: x - size, top: high }, { left: x + size - width, top: high },
      { left: right, top: low }, { left, top: low }, { left: right, top: high }, { left, top: high },
    ];
  };
  return [...seats(gap), ...seats(4 * gap)].map((corner) => ({ ...corner, right: corner.left + width, bottom: corner.top + height }));
};

const labelling = () => {
  const wrapped = {};
  let kept = null; // where names go, for one scale and what is looked at
  const measured = (context, id, weight, whole) => {
    const key = `${id} ${weight} ${whole}`;
    if (!wrapped[key]) {
      context.font = `${weight} ${FONT}px ${FACE}`;
      const rows = whole ? [name(id)] : wrap(name(id));
      wrapped[key] = { rows, width: Math.max(...rows.map((row) => context.measureText(row).width)) };
    }
    return wrapped[key];
  };
  const order = (hovered, chosen, friends) => { // what the reader is looking at now comes before everything else
    const lit = highlighted();
    const first = [];
    if (hovered) first.push(hovered);
    if (chosen && chosen.node) first.push(chosen.node);
    if (chosen && chosen.line) first.push(...ends(chosen));
    if (lit) first.push(...byWeight.filter((id) => lit.nodes.has(id)));
    if (chosen && chosen.node) first.push(...neighbours(chosen.node).slice(0, friends));
    return { lit, first: new Set(first), names: [...new Set([...first, ...byWeight])] };
  };
  // `most` names are looked for, where there are too many to look at all; `sizeOf` says how large a sign is drawn.
  const placing = (context, { scale, nodes, hovered, chosen, near, far, most = Infinity, friends = Infinity, sizeOf = ({ size }) => size }) => {
    const seen = ({ x, y }) => most === Infinity || (x >= near.x && x <= far.x && y >= near.y && y <= far.y);
    const inside = ({ left, right }) => left >= near.x && right <= far.x;
    const font = FONT / scale;
    const [signs, taken] = [grid(150 / scale), grid(150 / scale)];
    const within = [...nodes].filter((id) => seen(places.get(id)));
    const crowded = within.length > CROWD; // where signs are everywhere, a few names lie on them
    for (const id of crowded ? [] : within) {
      const place = places.get(id);
      const [{ x, y }, size] = [place, sizeOf(place)];
      signs.add({ id, left: x - size * 0.85, right: x + size * 0.85, top: y - size * 0.85, bottom: y + size * 0.85 });
    }
    const { lit, first, names } = order(hovered, chosen, friends);
    const enough = crowded ? most / 4 : most;
    const found = [];
    let tried = 0;
    for (const id of names) {
      if (found.length >= enough || tried > TRIES * enough) break;
      if (!seen(places.get(id))) continue;
      if (!nodes.has(id) || (lit && !lit.nodes.has(id) && !first.has(id))) continue;
      tried += 1;
      const weight = id === page.about || first.has(id) ? 600 : 400;
      const { rows, width } = measured(context, id, weight, id === hovered);
      const boxes = around({ ...places.get(id), size: sizeOf(places.get(id)) }, width / scale + 2 / scale, rows.length * font * 1.2, 3 / scale);
      const legible = boxes.filter((one) => taken.free(one, null));
      const clear = legible.filter((one) => signs.free(one, id));
      // In a thick of signs the names of projects may lie on some, rather than be left out.
      const over = within.length > THICK && lightness(id) < 0 && OF_INTEREST[thing(id).kind] < 0 ? legible.find(inside) : null;
      const box = clear.find(inside) || over || clear[0] || (id === hovered || (chosen && chosen.node === id) || id === page.about ? boxes[0] : null);
      if (!box) continue;
      taken.add(box);
      found.push({ id, box, rows, weight });
    }
    return found;
  };
  const writing = (context, { box, rows }, font) => {
    rows.forEach((row, number) => {
      const at = [row, (box.left + box.right) / 2, box.top + number * font * 1.2];
      context.strokeText(...at);
      context.fillText(...at);
    });
  };
  const draw = (context, looking) => {
    const { scale, near, far } = looking;
    const font = FONT / scale;
    if (!kept || kept.scale !== scale) kept = { scale, found: placing(context, looking) };
    Object.assign(context, { textAlign: "center", textBaseline: "top", lineJoin: "round", strokeStyle: "#f5f7fa", fillStyle: INK, lineWidth: font / 3 });
    for (const weight of [400, 600]) {
      context.font = `${weight} ${font}px ${FACE}`;
      for (const one of kept.found) {
        const { box } = one;
        if (one.weight === weight && box.right >= near.x && box.left <= far.x && box.bottom >= near.y && box.top <= far.y) writing(context, one, font);
      }
    }
  };
  return { draw, forget() { kept = null; }, named: () => (kept ? kept.found.map(({ id }) => id) : []), boxes: () => (kept ? kept.found.map(({ box }) => box) : []) };
};
