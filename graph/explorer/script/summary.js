// How much is shown, and how much is not.
part(() => {
  const { nodes } = sight();
  const drawn = page.relations.filter(({ from, to }, number) => nodes.has(from) && nodes.has(to) && relationOn(number)).length;
  const hidden = page.hidden + ids.filter((id) => knownBy(thing(id).dates)).length - nodes.size;
  byId("summary").textContent = fill(words().summary, { nodes: nodes.size, lines: drawn }) + (hidden ? fill(words().hidden, { hidden }) : "");
});
