// The signs of the legend, each drawn once on one sheet, for a painter that copies them by the thousand.
const CELL = 64; // pixels a side
const SIGN_PART = 0.7; // of a cell that a sign fills; the rest keeps it from its neighbours when it is made small
const ACROSS = 12; // cells in a row
const inkOf = (context, { color, shape }, filling, radius) => {
  context.beginPath();
  if (POINTS[shape]) {
    for (const corner of POINTS[shape].split(" ")) context.lineTo(...corner.split(",").map((value) => ((Number(value) - 12) / 11) * radius));
    context.closePath();
  } else context.arc(0, 0, radius, 0, 2 * Math.PI);
  context.fillStyle = blend(color, filling);
  context.fill();
  if (filling === 1) return;
  Object.assign(context, { strokeStyle: color, lineWidth: radius * 0.24, lineJoin: "round" });
  context.stroke();
};
const signAtlas = () => {
  const cells = new Map();
  const colors = []; // of the cells: what is left of a sign that is a point
  const paint = (context, draw, key) => {
    const number = cells.size;
    cells.set(key, number);
    context.save();
    context.translate(((number % ACROSS) + 0.5) * CELL, (Math.floor(number / ACROSS) + 0.5) * CELL);
    draw(context, (CELL / 2) * SIGN_PART);
    context.restore();
  };
  const fillings = [1, ...Object.values(FILLING)];
  const count = page.kinds.length * fillings.length + RINGS.length + 1;
  const sheet = element("canvas", { width: ACROSS * CELL, height: Math.ceil(count / ACROSS) * CELL });
  const context = sheet.getContext("2d", { willReadFrequently: true }); // it is handed to the graphics side whole
  for (const { kind } of page.kinds) {
    for (const filling of fillings) {
      colors[cells.size] = looks[kind].color;
      paint(context, (on, radius) => inkOf(on, looks[kind], filling, radius), `${kind} ${blend(looks[kind].color, filling)}`);
    }
  }
  const ring = (color, wide) => (on, radius) => {
    on.beginPath();
    on.arc(0, 0, radius * (1 - wide / 2), 0, 2 * Math.PI);
    Object.assign(on, { strokeStyle: color, lineWidth: radius * wide });
    on.stroke();
  };
  for (const color of RINGS) paint(context, ring(color, 0.2), color); // with air around the sign, which may have the same colour
  paint(context, ring(INK, 0.12), "chosen");
  return { sheet, across: ACROSS, down: sheet.height / CELL, reach: 1 / SIGN_PART, colors, cell: (key) => cells.get(key) };
};
