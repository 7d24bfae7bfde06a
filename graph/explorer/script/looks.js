// How things and lines look, for every view and for the legend: colour and shape by kind, the filling by where a thing
// stands, a line's stroke by how it was told. A view asks `nodeLook` and `lineLook` whenever it is told to restyle.
const looks = Object.fromEntries(page.kinds.map((look) => [look.kind, look]));
const POINTS = {
  square: "3,3 21,3 21,21 3,21", diamond: "12,1 23,12 12,23 1,12", triangle: "12,2 22,21 2,21",
  triangleDown: "2,3 22,3 12,22", hexagon: "6,2 18,2 23,12 18,22 6,22 1,12",
  star: "12,1 15,9 23,9 17,14 19,22 12,17 5,22 7,14 1,9 9,9",
};
const INK = "#1f2933"; // of names and of what is chosen
const BOLDER = 1.5; // pixels that a line is wider which stands out
const FILLING = { pending: 0.35, closed: 0 }; // how much of its colour a thing keeps that is not settled, or over
const blend = (color, part) => { // with white
  const part_ = (at) => Math.round(255 - (255 - parseInt(color.slice(at, at + 2), 16)) * part).toString(16).padStart(2, "0");
  return `#${part_(1)}${part_(3)}${part_(5)}`;
};
const signed = ({ color, shape }, standing = "", small = false) => {
  const look = { fill: blend(color, FILLING[standing] ?? 1), stroke: color, "stroke-width": 2.4 };
  const svg = drawing("svg", { viewBox: "-1 -1 26 26", "aria-hidden": "true", class: "sign" });
  svg.append(POINTS[shape] ? drawing("polygon", { points: POINTS[shape], "stroke-linejoin": "round", ...look })
    : drawing("circle", { cx: 12, cy: 12, r: small ? 6 : 10, ...look }));
  return svg;
};
const sign = (kind, standing = "") => signed(looks[kind], standing, kind === "agenda_item");

// Where a thing stands at the time looked at: settled (""), "pending" or "closed".
const PENDING = new Set(["deferred", "referred", "discussed"]);
const TENTATIVE = new Set(["proposed", "planned"]);
const statusOf = (id) => {
  const told = ((thing(id).profile || {}).standings || []).filter(({ date: day }) => !state.until || day <= state.until);
  return told.sort((a, b) => a.date.localeCompare(b.date)).pop();
};
const standing = (id) => {
  const { kind, outcome, closed, profile: { ended } = {} } = thing(id);
  if (kind === "decision") return PENDING.has(outcome) ? "pending" : outcome === "rejected" ? "closed" : "";
  if (closed || (ended && knownBy([ended.date]))) return "closed";
  const last = statusOf(id);
  if (last) return last.state === "closed" ? "closed" : "";
  const told = touching[id].map(relation).filter(({ statement, modality }) => statement && modality);
  return kind === "project" && told.length && told.every(({ modality }) => TENTATIVE.has(modality)) ? "pending" : "";
};

// How a line was told: the surest of its relations that are on.
const STROKES = {
  decided: { color: "#3e4c59", width: 2.4, dash: null },
  reported: { color: "#7b8794", width: 1.3, dash: null },
  proposed: { color: "#7b8794", width: 1.8, dash: [2, 5] },
  suggested: { color: "#7b8794", width: 1.5, dash: [8, 5] },
  structure: { color: "#c3cdd8", width: 1, dash: null },
};
const toldAs = ({ accepted, statement, modality, until }) => {
  if (!accepted) return "suggested";
  if (until && knownBy([until])) return "reported"; // an end of it is no more
  if (statement === undefined && modality === undefined) return page.told ? "structure" : "reported";
  return TENTATIVE.has(modality) ? "proposed" : modality === "decided" ? "decided" : "reported";
};
const lineTold = (id) => {
  const told = line[id].relations.filter(relationOn).map((number) => toldAs(relation(number)));
  return Object.keys(STROKES).find((way) => told.includes(way)) || "reported";
};

// Communities: a colour each for the largest, in Okabe and Ito's order; the panel has them as text.
const RINGS = ["#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"];
const ringOf = (id) => {
  const { community } = thing(id);
  return state.communities && community !== undefined && community < RINGS.length ? RINGS[community] : null;
};

const nodeLook = (id) => {
  const { color, shape } = looks[thing(id).kind];
  const lit = highlighted();
  return { color, fill: blend(color, FILLING[standing(id)] ?? 1), shape, size: places.get(id).size, ring: ringOf(id), dim: Boolean(lit && !lit.nodes.has(id)) };
};
const lineLook = (id) => {
  const lit = highlighted();
  return { ...STROKES[lineTold(id)], arrows: line[id].arrows, lit: Boolean(lit && lit.lines.has(id)), dim: Boolean(lit && !lit.lines.has(id)) };
};

// How large a sign is drawn, as a radius in pixels: it shrinks with the picture, but stays to be seen, and the weighty
// stay larger than the light.
const LEAST = { base: 0.9, part: 0.07 };
const radiusAt = (size, scale) => Math.max(size * scale, LEAST.base + LEAST.part * size);
const WIDEST = 5.5; // pixels of a line, however near one looks; written as a fraction, as shaders read it
const HEADS_FROM = 0.12; // pixels a unit from which arrows have heads
const boxAround = (found) => found.reduce(
  ([left, right, top, bottom], { x, y }) => [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)],
  [Infinity, -Infinity, Infinity, -Infinity]);
