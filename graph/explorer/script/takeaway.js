// What is seen, to take home: pure functions from the things and relations shown to the text of a file.
const takeaway = (() => {
  // XML 1.0 (fifth edition) section 2.2 forbids these, in any writing.
  const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  const xml = (text) => String(text ?? "").replace(ILLEGAL, "").replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n';

  // --- networks. Every attribute is text: readers differ in what they take for a date or a list, and a node
  // attribute called "start" or "end" would make Gephi read the file as a network that changes.
  // `export` of the command line writes the same and more (graph/network_files.py).
  const NODE_FIELDS = ["label", "kind", "aliases", "date", "outcome", "iri", "first_seen", "last_seen"];
  const LINE_FIELDS = ["label", "predicate", "accepted", "modality", "first_seen", "last_seen"];
  const flat = (value) => Array.isArray(value) ? value.join(" | ") : value ?? "";
  const graphml = (nodes, lines) => {
    const key = (name, of) => `<key id="${of}-${name}" for="${of}" attr.name="${name}" attr.type="string"/>`;
    const data = (of, fields, one) => fields.map((name) => `<data key="${of}-${name}">${xml(flat(one[name]))}</data>`).join("");
    return `${DECLARED}<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n${NODE_FIELDS.map((name) => key(name, "node")).join("\n")}\n${LINE_FIELDS.map((name) => key(name, "edge")).join("\n")}
<graph edgedefault="directed">\n${nodes.map((one) => `<node id="${xml(one.id)}">${data("node", NODE_FIELDS, one)}</node>`).join("\n")}
${lines.map((one, at) => `<edge id="r${at}" source="${xml(one.from)}" target="${xml(one.to)}">${data("edge", LINE_FIELDS, one)}</edge>`).join("\n")}\n</graph>\n</graphml>\n`;
  };
  const rgb = (color) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const gexf = (nodes, lines) => {
    const fields = (of, names) => `<attributes class="${of}">${names.map((name) => `<attribute id="${of}-${name}" title="${name}" type="string"/>`).join("")}</attributes>`;
    const values = (of, names, one) => `<attvalues>${names.map((name) => `<attvalue for="${of}-${name}" value="${xml(flat(one[name]))}"/>`).join("")}</attvalues>`;
    const look = ({ color, x, y, size, shape }) => {
      const [r, g, b] = rgb(color);
      // Their y points up, the page's down; of shapes they have four.
      const own = { square: "square", diamond: "diamond", triangle: "triangle", triangleDown: "triangle" }[shape] || "disc";
      return `<viz:color r="${r}" g="${g}" b="${b}"/><viz:position x="${x}" y="${-y}" z="0"/><viz:size value="${size}"/><viz:shape value="${own}"/>`;
    };
    const own = (names) => names.filter((name) => name !== "label");
    return `${DECLARED}<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n<graph defaultedgetype="directed" mode="static">
${fields("node", own(NODE_FIELDS))}\n${fields("edge", own(LINE_FIELDS))}\n<nodes>
${nodes.map((one) => `<node id="${xml(one.id)}" label="${xml(one.label)}">${values("node", own(NODE_FIELDS), one)}${look(one)}</node>`).join("\n")}\n</nodes>\n<edges>
${lines.map((one, at) => `<edge id="r${at}" source="${xml(one.from)}" target="${xml(one.to)}" kind="${xml(one.predicate)}" label="${xml(one.label)}">${values("edge", own(LINE_FIELDS), one)}</edge>`).join("\n")}\n</edges>\n</graph>\n</gexf>\n`;
  };

  const save = (name, type, content) => {
    const blob = content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` });
    const link = element("a", { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    announce(fill(words().saved, { name }));
  };
  return { graphml, gexf, xml, save };
})();
