// How things and lines look, for every view and for the legend: colour and shape by kind, dashes where uncertain.
const looks = Object.fromEntries(page.kinds.map((look) => [look.kind, look]));
const POINTS = {
  square: "3,3 21,3 21,21 3,21", diamond: "12,1 23,12 12,23 1,12", triangle: "12,2 22,21 2,21",
  triangleDown: "2,3 22,3 12,22", hexagon: "6,2 18,2 23,12 18,22 6,22 1,12",
  star: "12,1 15,9 23,9 17,14 19,22 12,17 5,22 7,14 1,9 9,9",
};
const sign = (kind) => {
  const { color, shape } = looks[kind];
  const svg = drawing("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: "sign" });
  svg.append(POINTS[shape] ? drawing("polygon", { points: POINTS[shape], fill: color })
    : drawing("circle", { cx: 12, cy: 12, r: kind === "agenda_item" ? 6 : 10, fill: color }));
  return svg;
};

// A view asks for these whenever it is told to restyle.
const nodeLook = (id) => {
  const { color, shape } = looks[thing(id).kind];
  return { color, shape, size: places.get(id).size, hollow: false, ring: null, dim: false };
};
const lineLook = (id) => ({ dash: line[id].dashes ? [6, 4] : null, width: 1, color: "#bcc6d1", arrows: line[id].arrows, dim: false });
