// What the page knows: things, relations and the lines that stand for them. Nothing here changes after the start.
const read = (id) => JSON.parse(byId(id).textContent);
const page = read("data-details");
const drawnNodes = read("data-nodes"); // as pyvis made them for vis-network
const drawnLines = read("data-lines");
const ids = Object.keys(page.nodes);
const thing = (id) => page.nodes[id];
const name = (id) => thing(id).label;
const line = Object.fromEntries(drawnLines.map((one) => [one.id, one]));
const lineIds = Object.keys(line);
const relation = (number) => page.relations[number];

// The numbers of the relations that a thing is an end of, and the line that stands for a relation.
const touching = Object.fromEntries(ids.map((id) => [id, []]));
page.relations.forEach(({ from, to }, number) => {
  touching[from].push(number);
  if (to !== from) touching[to].push(number);
});
const lineOf = {};
for (const one of drawnLines) for (const number of one.relations) lineOf[number] = one.id;
const other = (number, id) => (relation(number).from === id ? relation(number).to : relation(number).from);
const neighbours = (id) => [...new Set(touching[id].map((number) => other(number, id)))];

// Where each thing stands. A view moves things; nothing else does.
const places = new Map(drawnNodes.map(({ id, x, y, size }) => [id, { id, x, y, size }]));
