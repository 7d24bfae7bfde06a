// Names beneath the signs, at one size however far off one looks: the weightiest first, none on top of another.
const FONT = 12.5;
const FACE = 'system-ui, -apple-system, "Segoe UI", sans-serif';
const LINE_LENGTH = 22;
const HUB = 6; // from so many connections on, a name may lie across a sign
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
  const short = (row) => (row.length > LINE_LENGTH + 4 ? `${row.slice(0, LINE_LENGTH + 3)}…` : row);
  return rows.length > 2 ? [short(rows[0]), `${short(rows[1]).replace(/…$/, "")}…`] : rows.map(short);
};
const apart = (a, b) => a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;
const around = ({ x, y, size }, width, height, gap) => [ // beneath, above, to the right, to the left
  { left: x - width / 2, top: y + size + gap }, { left: x - width / 2, top: y - size - gap - height },
  { left: x + size + gap, top: y - height / 2 }, { left: x - size - gap - width, top: y - height / 2 },
].map((corner) => ({ ...corner, right: corner.left + width, bottom: corner.top + height }));

const labelling = () => {
  const wrapped = {};
  const measured = (context, id, weight, whole) => {
    const key = `${id} ${weight} ${whole}`;
    if (!wrapped[key]) {
      context.font = `${weight} ${FONT}px ${FACE}`;
      const rows = whole ? [name(id)] : wrap(name(id));
      wrapped[key] = { rows, width: Math.max(...rows.map((row) => context.measureText(row).width)) };
    }
    return wrapped[key];
  };
  const writing = (context, box, rows, font) => {
    context.lineWidth = font / 3;
    rows.forEach((row, number) => {
      const at = [row, (box.left + box.right) / 2, box.top + number * font * 1.2];
      context.strokeText(...at);
      context.fillText(...at);
    });
  };
  const order = (hovered, chosen) => { // what the reader is looking at now comes before everything else
    const first = [];
    if (hovered) first.push(hovered);
    if (chosen && chosen.node) first.push(chosen.node, ...neighbours(chosen.node));
    if (chosen && chosen.line) first.push(...ends(chosen));
    return { first: new Set(first), order: [...new Set([...first, ...byWeight])] };
  };
  const draw = (context, { scale, nodes, hovered, chosen, near, far }) => {
    const font = FONT / scale;
    const signs = [...nodes].map((id) => places.get(id)).map(({ id, x, y, size }) =>
      ({ id, left: x - size * 0.85, right: x + size * 0.85, top: y - size * 0.85, bottom: y + size * 0.85 }));
    const { first, order: names } = order(hovered, chosen);
    const taken = [];
    Object.assign(context, { textAlign: "center", textBaseline: "top", lineJoin: "round", strokeStyle: "#f5f7fa", fillStyle: "#1f2933" });
    for (const id of names) {
      if (!nodes.has(id)) continue;
      const weight = id === page.about || first.has(id) ? 600 : 400;
      const { rows, width } = measured(context, id, weight, id === hovered);
      const boxes = around(places.get(id), width / scale, rows.length * font * 1.2, 3 / scale);
      const legible = boxes.filter((one) => one.left >= near.x && one.right <= far.x && taken.every((taker) => apart(one, taker)));
      const box = legible.find((one) => signs.every((sign) => sign.id === id || apart(one, sign)))
        || (touching[id].length >= HUB && thing(id).kind !== "agenda_item" ? legible[0] : null)
        || (id === hovered || (chosen && chosen.node === id) || id === page.about ? boxes[0] : null);
      if (!box) continue;
      taken.push(box);
      context.font = `${weight} ${font}px ${FACE}`;
      writing(context, box, rows, font);
    }
  };
  return { draw, forget() {} };
};
