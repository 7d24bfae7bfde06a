// Runs behind Oxigraph's script, in one worker with it: loads the graph once, then answers queries one by one.
let store = null;
const UNION = { use_default_graph_as_union: true };
const tripleTerm = (term) => ({
  type: { NamedNode: "uri", BlankNode: "bnode" }[term.termType] || "literal", value: term.value,
  ...(term.language ? { "xml:lang": term.language } : {}), ...(term.datatype ? { datatype: term.datatype.value } : {}),
});
// SELECT and ASK are written as SPARQL 1.1 Query Results JSON; CONSTRUCT and DESCRIBE cannot be, and give triples.
const answerTo = ({ query, most }) => {
  let written;
  try {
    written = JSON.parse(store.query(query, { ...UNION, results_format: "json" }));
    if (!written.head) throw new Error("the answer has no rows");
  } catch (refused) {
    const triples = store.query(query, UNION); // says what is wrong with the query where that was the reason
    if (!Array.isArray(triples)) throw refused;
    const rows = triples.slice(0, most).map((one) => [one.subject, one.predicate, one.object].map(tripleTerm));
    return { variables: ["subject", "predicate", "object"], rows, all: triples.length };
  }
  if ("boolean" in written) {
    return { variables: ["answer"], rows: [[{ type: "literal", value: String(written.boolean) }]], all: 1, boolean: written.boolean };
  }
  const { head: { vars }, results: { bindings } } = written;
  return { variables: vars, rows: bindings.slice(0, most).map((row) => vars.map((name) => row[name] || null)), all: bindings.length };
};
self.onmessage = ({ data }) => {
  try {
    if (data.engine) {
      initSync({ module: data.engine });
      store = new Store();
      store.load(data.graph, { format: "application/n-quads", no_transaction: true });
      self.postMessage({ id: data.id, answer: store.size });
    } else self.postMessage({ id: data.id, answer: answerTo(data) });
  } catch (error) {
    // A query of thousands of brackets overflows the engine's stack, and nothing it holds can be trusted then.
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) self.postMessage({ id: data.id, broken: true });
    else self.postMessage({ id: data.id, fault: String(error.message || error) });
  }
};
