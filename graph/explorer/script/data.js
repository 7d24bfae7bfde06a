// What the page knows: things, relations and the lines that stand for them. Nothing here changes after the start.
// It comes packed: JSON, compressed (gzip), in base64.
const unpacked = async (text) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
};
const data = await unpacked(byId("data").textContent);
const page = data.details;
const drawnNodes = data.nodes; // where things stand and how large; for vis-network, as pyvis made them
const drawnLines = data.lines;
const ids = Object.keys(page.nodes);
const thing = (id) => page.nodes[id];
const name = (id) => thing(id).label;
const line = Object.fromEntries(drawnLines.map((one) => [one.id, one]));
const lineIds = Object.keys(line);
const relation = (number) => page.relations[number];
const sentence = (number) => page.sentences[number];

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
const wholePlaces = page.whole ? Object.fromEntries(ids.map((id, at) => [id, { x: page.whole[at][0], y: page.whole[at][1] }])) : null; // when all are shown
const places = new Map(drawnNodes.map(({ id, x, y, size }) => [id, { id, x, y, size }]));
