// Dependencies between projects as a flow: who waits, or is a part, to the left of what it waits for or is part of.
// Where everything stands was worked out beforehand (`page.flows`), for all relations and for waiting alone.
const COLUMN = 180;
const ROW = 50;
const BOX = { width: 156, height: 38 };
let waitsOnly = false;
let flowAll = false; // also what is not in sight
const flowAt = ([x, y]) => ({ x: x * COLUMN + 6, y: y * ROW + 14 });
const flowRows = (text) => wrap(text).slice(0, 2);
const flowBox = (id, at) => {
  const rows = flowRows(name(id));
  const { color } = looks[thing(id).kind];
  const chosen = Boolean(state.chosen && state.chosen.node === id);
  const pick = () => choose({ node: id }, "flow");
  return drawing("g", { class: "flow-box", tabindex: 0, role: "button", "aria-pressed": String(chosen), "data-id": id, transform: `translate(${at.x} ${at.y})` },
    drawing("title", {}, name(id)), // its name: the rows may be cut short
    drawing("rect", { width: BOX.width, height: BOX.height, rx: 6, fill: blend(color, standing(id) === "closed" ? 0 : standing(id) === "pending" ? 0.06 : 0.14), stroke: color, "stroke-width": chosen ? 3.5 : 1.5 }),
    ...rows.map((row, number) => drawing("text", { x: BOX.width / 2, y: rows.length === 1 ? 23 : 16 + number * 14, "text-anchor": "middle", "aria-hidden": "true" }, row)));
};
const flowLine = ({ relation: number, via }, at) => {
  const [from, to] = [at[relation(number).from], at[relation(number).to]];
  const points = [{ x: from.x + BOX.width, y: from.y + BOX.height / 2 },
    ...via.map(flowAt).map(({ x, y }) => ({ x: x + BOX.width / 2, y: y + BOX.height / 2 })), { x: to.x - 7, y: to.y + BOX.height / 2 }];
  const same = from.x === to.x;
  const path = same ? `M${from.x + BOX.width} ${from.y + BOX.height / 2}h16V${to.y + BOX.height / 2}h-9`
    : points.slice(1).reduce((d, { x, y }, n) => `${d}C${(points[n].x + x) / 2} ${points[n].y} ${(points[n].x + x) / 2} ${y} ${x} ${y}`, `M${points[0].x} ${points[0].y}`);
  const { color, width, dash } = STROKES[toldAs(relation(number))];
  const lines = drawing("g", { class: "flow-line", "data-line": lineOf[number] },
    drawing("title", {}, `${name(relation(number).from)} ${phrase(relation(number))} ${name(relation(number).to)}`),
    drawing("path", { d: path, class: "flow-reach" }),
    drawing("path", { d: path, fill: "none", stroke: color, "stroke-width": width + 0.4, "stroke-dasharray": dash ? dash.join(" ") : "none", "marker-end": "url(#flow-head)" }));
  return lines;
};
// What is drawn: what is on and known then, and of that only what is in sight, unless all is wanted.
const flowTold = (all) => {
  const { nodes, edges } = page.flows[waitsOnly ? "waits" : "all"];
  const drawn = new Set(nodes.map(([id]) => id).filter((id) => (all ? thingOn(id) : sight().nodes.has(id))));
  return edges.filter(({ relation: number }) => relationOn(number) && drawn.has(relation(number).from) && drawn.has(relation(number).to));
};
// Columns and rows that nothing stands in are closed up; what is left keeps its order.
const closedUp = (nodes, told_) => {
  const tied = new Set(told_.flatMap(({ relation: number }) => [relation(number).from, relation(number).to]));
  const boxes = nodes.filter(([id]) => tied.has(id));
  const taken = [...boxes.map(([, x, y]) => [x, y]), ...told_.flatMap(({ via }) => via)];
  const ranks = (at) => new Map([...new Set(taken.map((place) => place[at]))].sort((a, b) => a - b).map((value, rank_) => [value, rank_]));
  const [columns, rows] = [ranks(0), ranks(1)];
  const place = ([x, y]) => [columns.get(x), rows.get(y)];
  return {
    boxes: boxes.map(([id, x, y]) => [id, ...place([x, y])]), lines: told_.map((one) => ({ ...one, via: one.via.map(place) })), columns: columns.size, rows: rows.size,
  };
};
// Opens as wide as there is room for, yet no smaller than can be read.
const FLOW_LEAST = 0.75;
let flowScale = null; // null: as wide as fits
let flowSize = { width: 1, height: 1 };
const flowRoom = () => Math.max(byId("flow").clientWidth - 40, 100);
const flowFits = () => Math.min(1, flowRoom() / flowSize.width);
const scaleFlow = () => {
  const svg = byId("flow").querySelector("svg.flow");
  if (!svg) return;
  const scale = flowScale || Math.max(flowFits(), FLOW_LEAST);
  svg.setAttribute("width", Math.round(flowSize.width * scale));
  svg.setAttribute("height", Math.round(flowSize.height * scale));
};
const showFlowMiddle = () => { if (flowMiddle()) flowMiddle().scrollIntoView({ block: "nearest", inline: "center" }); };
const zoomFlow = (factor) => {
  flowScale = Math.min(3, Math.max(0.1, (flowScale || Math.max(flowFits(), FLOW_LEAST)) * factor));
  scaleFlow();
  showFlowMiddle();
};
const fitFlow = () => {
  flowScale = Math.min(flowFits(), Math.max(byId("flow").clientHeight - 90, 60) / flowSize.height);
  scaleFlow();
};
const flowDrawing = () => {
  const { boxes, lines, columns, rows } = closedUp(page.flows[waitsOnly ? "waits" : "all"].nodes, flowTold(flowAll));
  if (!lines.length) return [element("p", {}, words().flow_none)];
  const known = Object.fromEntries(boxes.map(([id, x, y]) => [id, flowAt([x, y])]));
  flowSize = { width: columns * COLUMN, height: rows * ROW + 20 };
  const svg = drawing("svg", { class: "flow", viewBox: `0 0 ${flowSize.width} ${flowSize.height}`, role: "group", "aria-label": words().flow_title });
  svg.append(drawing("defs", {}, drawing("marker", { id: "flow-head", viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto" }, drawing("path", { d: "M0 0L8 4L0 8z", fill: "#3e4c59" }))));
  svg.append(...lines.map((one) => flowLine(one, known)), ...boxes.map(([id]) => flowBox(id, known[id])));
  return [svg];
};
// What most hangs on is what one looks at first, or what is chosen.
const flowMiddle = () => {
  const boxes = [...byId("flow").querySelectorAll(".flow-box")];
  const chosen = boxes.find((box) => state.chosen && box.dataset.id === state.chosen.node);
  return chosen || boxes.sort((a, b) => touching[b.dataset.id].length - touching[a.dataset.id].length)[0];
};
const flowSwitch = (id, on, change, text) => {
  const box = element("input", { type: "checkbox", id, onchange: () => { change(box.checked); set({ view: "flow" }, "flow"); byId(id).focus(); } });
  box.checked = on;
  return element("label", { class: "tool" }, box, element("span", {}, text));
};
part((changed) => {
  if (state.view !== "flow") return;
  const focused = document.activeElement && document.activeElement.dataset && document.activeElement.dataset.id;
  const { left_out: left } = page.flows[waitsOnly ? "waits" : "all"];
  const beyond = flowTold(true).length - flowTold(false).length; // connections of what is not in sight
  byId("flow").replaceChildren(
    element("p", { class: "soft" }, words().flow_intro, left ? ` ${fill(words().flow_left_out, { count: left })}` : ""),
    flowSwitch("flow-waits", waitsOnly, (on) => { waitsOnly = on; }, words().flow_waits),
    ...(beyond ? [flowSwitch("flow-all", flowAll, (on) => { flowAll = on; }, fill(words().flow_all, { count: beyond }))] : []), ...flowDrawing());
  scaleFlow();
  const again = focused && byId("flow").querySelector(`[data-id="${focused}"]`);
  if (again) again.focus({ preventScroll: true });
  if (changed.has("view") || (changed.has("chosen") && !again)) showFlowMiddle();
});
const flowChosen = (target) => {
  const box = target.closest(".flow-box");
  const stroke = target.closest(".flow-line");
  if (box) choose({ node: box.dataset.id }, "flow");
  else if (stroke) choose({ line: stroke.dataset.line }, "flow");
};
byId("flow").addEventListener("click", (event) => flowChosen(event.target));
byId("flow").addEventListener("keydown", (event) => {
  if ((event.key === "Enter" || event.key === " ") && event.target.closest(".flow-box")) { flowChosen(event.target); event.preventDefault(); }
});
