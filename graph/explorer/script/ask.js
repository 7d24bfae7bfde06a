// Asking: the named questions in the reader's language, and SPARQL of one's own, answered inside the page.
(() => {
  const told = JSON.parse(byId("data-questions")?.textContent || "null");
  if (!told) return;
  const XSD = "http://www.w3.org/2001/XMLSchema#";
  const idOf = new Map(ids.map((id) => [page.base + thing(id).key, id]));
  const NAMES = `SELECT ?thing ?class ?label ?name WHERE {
    ?thing a ?class ; <http://www.w3.org/2000/01/rdf-schema#label> ?label ;
      <http://www.w3.org/2000/01/rdf-schema#label>|<http://www.w3.org/2004/02/skos/core#altLabel> ?name .
    FILTER(?class IN (CLASSES)) }`;
  let names = null; // [{ iri, class, label, name }] of all that a question may be about
  let answer = null; // { variables, rows, all, took, question }
  let status = { said: "ask_start" };

  // --- what is asked
  const chosenQuestion = () => told.questions.find((one) => one.name === byId("ask-question").value);
  const escaped = (text) => `"${text.replace(/[\\"\n\r]/g, (sign) => ({ "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r" })[sign])}"`;
  // As `graph.lookup` folds names; the search of the page forgives more.
  const folded = (text) => text.normalize("NFC").toLowerCase().replace(/[æäøöåß]/g, (letter) => ({ æ: "ae", ä: "ae", ø: "o", ö: "o", å: "a", ß: "ss" })[letter])
    .normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, " ").trim();
  const same = (a, b) => folded(a).replaceAll(" ", "") === folded(b).replaceAll(" ", "");
  // As on the command line: exact first, then but for case and signs, then as a beginning.
  const named = (value, classes) => {
    const open = names.filter((one) => classes.includes(one.class));
    for (const fits of [(one) => one.name === value, (one) => same(one.name, value), (one) => folded(value) && folded(one.name).startsWith(folded(value))]) {
      const found = [...new Map(open.filter(fits).map((one) => [one.iri, one])).values()];
      if (found.length) return found;
    }
    return [];
  };
  const term = (parameter, value) => {
    if (!value.trim()) throw { reason: "missing", name: word("ask_parameters")[parameter.name] || parameter.name };
    if (parameter.kind === "date") return `${escaped(value)}^^<${XSD}date>`;
    if (parameter.kind === "text") return escaped(value);
    if (parameter.kind === "concept") return `<${value}>`;
    if (/^https?:\/\/[^\s<>"{}|\\^`]+$/.test(value)) return `<${value}>`;
    const found = named(value, parameter.classes);
    if (!found.length) throw { reason: "unknown", name: value };
    if (found.length > 1 && found[0].class === found[1].class) throw { reason: "several", name: value, names: found.map((one) => one.label).join(", ") };
    return `<${found[0].iri}>`;
  };
  const written = (parts, terms) => parts.map((part) => typeof part === "string" ? part : terms[part.parameter]).join("");
  const withPrefixes = (query) => {
    const declared = new Set([...query.matchAll(/\bprefix\s+([\w-]*):/gi)].map((found) => found[1]));
    const missing = Object.entries(told.prefixes).filter(([name]) => !declared.has(name) && query.includes(`${name}:`));
    return missing.map(([name, iri]) => `PREFIX ${name}: <${iri}> `).join("") + query;
  };
  const known = async () => {
    if (names) return;
    const classes = [...new Set(told.questions.flatMap((one) => one.parameters.flatMap((parameter) => parameter.classes)))];
    const { rows } = await engine.ask(NAMES.replace("CLASSES", classes.map((one) => `<${one}>`).join(", ")), { most: 100000, seconds: 60 });
    names = rows.map(([thing, type, label, name]) => ({ iri: thing.value, class: type.value, label: label.value, name: name.value }))
      .sort((a, b) => classes.indexOf(a.class) - classes.indexOf(b.class) || a.label.localeCompare(b.label, "da") || a.iri.localeCompare(b.iri));
  };

  // The parser names all that it would have taken, which helps nobody; where it stopped does.
  const readable = (message = "") => message.replace(/: expected one of [\s\S]*/, "").slice(0, 300);

  // --- asking
  const say = (said, values = {}) => { status = { said, values }; drawState(); };
  const run = async (query, question = null, terms = {}) => {
    answer = null;
    drawAnswer();
    say("ask_running", { seconds: told.seconds });
    const began = performance.now();
    try {
      if (query.length > told.longest) throw { reason: "long" };
      const found = await engine.ask(query, { most: told.rows, seconds: told.seconds });
      let nothing = "ask_none";
      if (!found.rows.length && question && question.needs.length) {
        const needed = await engine.ask(written(question.needs, terms), { most: 1, seconds: told.seconds });
        nothing = needed.boolean ? "ask_no" : "ask_not_extracted";
      }
      answer = { ...found, question };
      const seconds = ((performance.now() - began) / 1000).toFixed(2).replace(".", state.language === "da" ? "," : ".");
      say(!found.rows.length ? nothing : found.all > found.rows.length ? "ask_cut" : found.all === 1 ? "ask_one" : "ask_rows",
        { rows: found.rows.length, all: found.all, seconds });
    } catch (fault) {
      say(`ask_${fault.reason || "fault"}`, { ...fault, seconds: told.seconds, message: readable(fault.message) });
    }
    drawAnswer();
  };
  const askNamed = async () => {
    const question = chosenQuestion();
    try {
      answer = null;
      drawAnswer();
      say("ask_loading");
      if (question.parameters.some(({ kind }) => kind === "entity")) await known();
      const terms = Object.fromEntries(question.parameters.map((one) => [one.name, term(one, byId(`ask-${one.name}`).value)]));
      const query = written(question.query, terms);
      byId("ask-sparql").value = query;
      await run(query, question, terms);
    } catch (fault) {
      say(`ask_${fault.reason || "fault"}`, { ...fault, message: readable(fault.message) });
    }
  };

  // --- what is seen
  const word = (key) => words()[key];
  const drawState = () => {
    byId("ask-status").textContent = fill(word(status.said), status.values || {});
    byId("ask-status").dataset.said = status.said;
    byId("ask-stop").hidden = status.said !== "ask_running";
    byId("ask-csv").hidden = !(answer && answer.rows.length);
  };
  // What stands in a field at first: what the page is about where that fits, the last day known, else an example.
  const lastDay = ids.map((id) => thing(id).date || "").reduce((a, b) => (a > b ? a : b), "");
  const fitting = ({ kind, classes, example }) => {
    const about = page.about && thing(page.about);
    if (kind === "date") return lastDay || example;
    return about && kind === "entity" && classes.some((one) => one.endsWith(`#${about.kind.replace(/(^|_)(.)/g, (_, __, letter) => letter.toUpperCase())}`)) ? about.label : example;
  };
  const field = (parameter) => {
    const attributes = { id: `ask-${parameter.name}`, name: parameter.name, autocomplete: "off" };
    const label = element("label", { for: attributes.id }, word("ask_parameters")[parameter.name] || parameter.name);
    if (parameter.kind === "concept") {
      return [label, element("select", attributes, ...parameter.options.map((one) => element("option", { value: one.iri, ...(one.code === parameter.example ? { selected: "" } : {}) }, one[state.language])))];
    }
    if (parameter.kind === "date") return [label, element("input", { ...attributes, type: "date", value: fitting(parameter) })];
    if (parameter.kind === "text") return [label, element("input", { ...attributes, value: parameter.example })];
    const choices = element("datalist", { id: `ask-${parameter.name}-names` });
    const input = element("input", { ...attributes, list: choices.id, value: fitting(parameter), spellcheck: "false" });
    input.addEventListener("focus", async () => { // the names are in the graph, which is unpacked when it is first needed
      if (choices.childElementCount) return;
      await known().catch(() => {});
      if (!names) return;
      const open = names.filter((one) => parameter.classes.includes(one.class));
      choices.replaceChildren(...[...new Set(open.map((one) => one.name))].map((name) => element("option", { value: name })));
    });
    return [label, input, choices];
  };
  const cell = (value) => {
    if (!value) return element("td", {});
    const type = (value.datatype || "").replace(/^.*#/, "");
    if (type === "date") return element("td", { class: "day" }, date(value.value));
    if (value.type !== "uri") return element("td", /^(integer|decimal|double)$/.test(type) ? { class: "number" } : { lang: "da" }, value.value);
    const id = idOf.get(value.value);
    if (id) return element("td", {}, element("button", { type: "button", class: "entry", onclick: () => set({ ...inSight([id]), chosen: { node: id }, view: "network" }, "ask") }, sign(thing(id).kind), element("span", {}, name(id))));
    return element("td", {}, element("code", {}, value.value.replace(/^.*\/(?=[^/]+\/[^/]*$)/, "…/")));
  };
  // Addresses of evidence are for programs: of a named question's answer they stand in the CSV and not on the screen.
  const columns = () => answer.variables.map((name, at) => ({ name, at }))
    .filter(({ name }) => !answer.question || !/evidence$/.test(name));
  const drawAnswer = () => {
    byId("ask-csv").hidden = !(answer && answer.rows.length);
    if (!answer || !answer.rows.length) return byId("ask-rows").replaceChildren();
    const shown = columns();
    const heading = (name) => (state.language === "da" && word("ask_columns")[name]) || name.replaceAll("_", " ");
    byId("ask-rows").replaceChildren(element("table", {},
      element("thead", {}, element("tr", {}, ...shown.map(({ name }) => element("th", { scope: "col" }, heading(name))))),
      element("tbody", {}, ...answer.rows.map((row) => element("tr", {}, ...shown.map(({ name, at }) => cell(row[at])))))));
  };
  const drawFields = () => byId("ask-parameters").replaceChildren(...chosenQuestion().parameters.map((one) => element("div", {}, ...field(one))));
  const draw = () => {
    const kept = byId("ask-question").value || told.questions[0].name;
    byId("ask-question").replaceChildren(...told.questions.map((one) => element("option", { value: one.name }, one[state.language])));
    byId("ask-question").value = kept;
    drawFields();
    drawState();
    drawAnswer();
  };
  const csv = () => takeaway.csv([answer.variables, ...answer.rows.map((row) => row.map((value) => value ? value.value : ""))]);

  byId("ask-question").addEventListener("change", drawFields);
  byId("ask-form").addEventListener("submit", (event) => { event.preventDefault(); askNamed(); });
  byId("ask-own").addEventListener("submit", (event) => { event.preventDefault(); run(withPrefixes(byId("ask-sparql").value)); });
  byId("ask-stop").addEventListener("click", () => engine.stop());
  byId("ask-csv").addEventListener("click", () => takeaway.save(`${answer.question ? answer.question.name : "svar"}.csv`, "text/csv", csv()));
  part((changed, from) => {
    if (changed.has("language")) draw();
    if (!changed.has("view")) return;
    const asked = state.view === "ask";
    byId("ask").hidden = !asked;
    document.querySelector("main").hidden = asked;
    byId("ask-open").setAttribute("aria-expanded", String(asked));
    if (asked) byId("ask-question").focus();
    else if (from === "ask") byId("panel-title").focus();
  });
  byId("ask-open").addEventListener("click", () => set({ view: state.view === "ask" ? "network" : "ask" }));
})();
