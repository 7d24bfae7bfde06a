// Asking: the named questions in the reader's language, and SPARQL of one's own, answered inside the page.
(() => {
  const told = JSON.parse(byId("data-questions")?.textContent || "null");
  if (!told) return;
  const XSD = "http://www.w3.org/2001/XMLSchema#";
  const NAMES = `SELECT ?thing ?class ?label ?name WHERE {
    ?thing a ?class ; <http://www.w3.org/2000/01/rdf-schema#label> ?label ;
      <http://www.w3.org/2000/01/rdf-schema#label>|<http://www.w3.org/2004/02/skos/core#altLabel> ?name .
    FILTER(?class IN (CLASSES)) }`;
  let names = null; // [{ iri, class, label, name }] of all that a question may be about
  let answer = null; // { variables, rows, all, question }
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
  // `typed` says of a name that was put into its field for the reader, and left there, which thing it is.
  const term = (parameter, value, typed = {}) => {
    if (!value.trim()) throw { reason: "missing", name: word("ask_parameters")[parameter.name] || parameter.name };
    if (parameter.kind === "date") return `${escaped(value)}^^<${XSD}date>`;
    if (parameter.kind === "text") return escaped(value);
    if (parameter.kind === "concept") return `<${value}>`;
    if (typed.iri) return `<${typed.iri}>`;
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

  // --- asking
  const tell = (said, values = {}, code = said) => { status = { said, values, code }; drawState(); };
  const faulty = (fault, query = "", added = 0) => {
    if (fault.reason !== "fault" && fault.reason !== undefined) return tell(`ask_${fault.reason}`, { ...fault, seconds: told.seconds });
    const found = faultIn(fault.message, query, added);
    tell(found.said, found.values, "ask_fault");
    if (found.start !== undefined && byId("ask-sparql").value === query) {
      byId("ask-sparql").focus({ preventScroll: true });
      byId("ask-sparql").setSelectionRange(found.start, found.end);
    }
  };
  const run = async (query, { question = null, terms = {}, asking = query } = {}) => {
    answer = null;
    drawAnswer();
    tell("ask_running", { seconds: told.seconds });
    const began = performance.now();
    try {
      if (query.length > told.longest) throw { reason: "long" };
      const found = await engine.ask(asking, { most: told.rows, seconds: told.seconds });
      let nothing = "ask_none";
      if (!found.rows.length && question && question.needs.length) {
        const needed = await engine.ask(written(question.needs, terms), { most: 1, seconds: told.seconds });
        nothing = needed.boolean ? "ask_no" : "ask_not_extracted";
      }
      answer = { ...found, question };
      const seconds = ((performance.now() - began) / 1000).toFixed(2).replace(".", state.language === "da" ? "," : ".");
      tell(!found.rows.length ? nothing : found.all > found.rows.length ? "ask_cut" : found.all === 1 ? "ask_one" : "ask_rows",
        { rows: found.rows.length, all: found.all, seconds });
    } catch (fault) {
      faulty(fault, query, asking.length - query.length);
    }
    drawAnswer();
  };
  const stopBeside = (form) => form.querySelector("[type=submit]").after(" ", byId("ask-stop"));
  const askNamed = async () => {
    const question = chosenQuestion();
    stopBeside(byId("ask-form"));
    try {
      answer = null;
      drawAnswer();
      tell("ask_loading");
      if (question.parameters.some(({ kind }) => kind === "entity")) await known();
      const terms = Object.fromEntries(question.parameters.map((one) => [one.name, term(one, byId(`ask-${one.name}`).value, byId(`ask-${one.name}`).dataset)]));
      const query = written(question.query, terms);
      asSparql = { title: question.title, query };
      if (draft.startsWith("example:")) draft = "asked"; // nothing of the reader's own stands there
      drawDrafts();
      await run(query, { question, terms });
    } catch (fault) {
      faulty(fault);
    }
  };

  // --- one's own queries: what was written stays, whatever else is looked at
  const drafts = [];
  let asSparql = null; // the question asked last, as the query it was
  let draft = "example:0";
  const example = (query) => {
    const about = looked()[0] || byWeight[0];
    return about ? fill(query, { name: name(about), iri: page.base + thing(about).key }) : query;
  };
  const queryAt = (value) => {
    const [what, number] = value.split(":");
    return what === "asked" ? asSparql.query : what === "own" ? drafts[number] : example(word("ask_examples")[number].query);
  };
  const drawDrafts = (keeping = false) => {
    const option = (value, text) => element("option", { value }, text);
    byId("ask-drafts").replaceChildren(
      ...drafts.map((_, number) => option(`own:${number}`, number ? `${word("ask_draft")} ${number + 1}` : word("ask_draft"))),
      ...(asSparql ? [option("asked", fill(word("ask_as_sparql"), { title: asSparql.title[state.language] }))] : []),
      element("optgroup", { label: word("ask_examples_head") }, ...word("ask_examples").map(({ title }, number) => option(`example:${number}`, title))));
    byId("ask-drafts").value = draft;
    if (!keeping) byId("ask-sparql").value = queryAt(draft);
  };
  byId("ask-drafts").addEventListener("change", () => { draft = byId("ask-drafts").value; drawDrafts(); });
  byId("ask-sparql").addEventListener("input", () => {
    if (!draft.startsWith("own:")) draft = `own:${drafts.push("") - 1}`;
    drafts[draft.split(":")[1]] = byId("ask-sparql").value;
    drawDrafts(true);
  });

  // --- what is seen
  const word = (key) => words()[key];
  const drawState = () => {
    byId("ask-status").textContent = fill(word(status.said), status.values || {});
    byId("ask-status").dataset.said = status.code || status.said;
    byId("ask-stop").hidden = status.said !== "ask_running";
    if (!["ask_start", "ask_loading", "ask_running"].includes(status.said)) byId("ask-status").scrollIntoView({ block: "nearest" });
  };
  // What stands in a field at first: what is chosen in the network or the page is about, else what hangs together with
  // it, else the weightiest of the kind; the last day known; or an example.
  const lastKnown = ids.map((id) => thing(id).date || "").reduce((a, b) => (a > b ? a : b), "");
  const classOf = ({ kind }) => kind.replace(/(^|_)(.)/g, (_, __, letter) => letter.toUpperCase());
  const fits = (id, { classes }) => classes.some((one) => one.endsWith(`#${classOf(thing(id))}`));
  const looked = () => (state.chosen ? ends(state.chosen) : page.about ? [page.about] : []);
  const fitting = (parameter) => [...looked(), ...looked().flatMap((id) => [...neighbours(id)].sort((a, b) => lightness(a) - lightness(b))), ...byWeight].find((id) => fits(id, parameter));
  const dayOf = () => looked().map((id) => thing(id).kind === "meeting" && thing(id).date).find(Boolean) || lastKnown;
  const field = (parameter) => {
    const attributes = { id: `ask-${parameter.name}`, name: parameter.name, autocomplete: "off" };
    const label = element("label", { for: attributes.id }, word("ask_parameters")[parameter.name] || parameter.name);
    if (parameter.kind === "concept") {
      return [label, element("select", attributes, ...parameter.options.map((one) => element("option", { value: one.iri, ...(one.code === parameter.example ? { selected: "" } : {}) }, one[state.language])))];
    }
    if (parameter.kind === "date") return [label, element("input", { ...attributes, type: "date", value: dayOf() || parameter.example })];
    if (parameter.kind === "text") return [label, element("input", { ...attributes, value: parameter.example })];
    const choices = element("datalist", { id: `ask-${parameter.name}-names` });
    const first = parameter.classes.length ? fitting(parameter) : looked()[0] || byWeight[0];
    const input = element("input", { ...attributes, list: choices.id, value: first ? name(first) : parameter.example, spellcheck: "false", ...(first ? { "data-iri": page.base + thing(first).key } : {}) });
    input.addEventListener("input", () => { delete input.dataset.iri; });
    input.addEventListener("focus", async () => { // the names are in the graph, which is unpacked when it is first needed
      if (choices.childElementCount) return;
      await known().catch(() => {});
      if (!names) return;
      const open = names.filter((one) => parameter.classes.includes(one.class));
      choices.replaceChildren(...[...new Set(open.map((one) => one.name))].map((name) => element("option", { value: name })));
    });
    return [label, input, choices];
  };
  const drawAnswer = () => {
    const rows = answer ? answer.rows.length : 0;
    byId("ask-csv").hidden = !rows;
    byId("ask-csv").textContent = answer && answer.all > rows ? fill(word("ask_csv_cut"), { rows }) : rows === 1 ? word("ask_csv_one") : fill(word("ask_csv"), { rows });
    byId("ask-rows").dataset.title = answer && answer.question ? answer.question[state.language] : word("ask_draft");
    byId("ask-rows").replaceChildren(...(rows ? [answerTable(answer)] : []));
  };
  const drawFields = () => {
    byId("ask-wording").textContent = chosenQuestion()[state.language];
    byId("ask-parameters").replaceChildren(...chosenQuestion().parameters.map((one) => element("div", {}, ...field(one))));
  };
  const groups = Object.keys(word("ask_groups"));
  const draw = () => {
    const kept = byId("ask-question").value || told.questions[0].name;
    byId("ask-question").replaceChildren(...groups.map((group) => element("optgroup", { label: word("ask_groups")[group] },
      ...told.questions.filter((one) => one.group === group).map((one) => element("option", { value: one.name }, one.title[state.language])))));
    byId("ask-question").value = kept;
    byId("ask-glossary").replaceChildren(...word("ask_glossary").flatMap(([term_, told_]) => [element("dt", {}, term_), element("dd", {}, told_)]));
    drawFields();
    drawDrafts();
    drawState();
    drawAnswer();
  };
  // Who comes with a thing chosen most likely asks about it.
  let askedAbout = null;
  const arrive = () => {
    const about = looked().join(" ");
    if (about === askedAbout) return;
    askedAbout = about;
    const suits = (question) => question.parameters.some((one) => one.kind === "entity" && looked().some((id) => fits(id, one)));
    const suiting = told.questions.filter(suits).sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group));
    if (suiting.length && !suits(chosenQuestion())) byId("ask-question").value = suiting[0].name;
    drawFields();
  };
  const csv = () => spreadsheet.csv([answer.variables, ...answer.rows.map((row) => row.map((value) => value ? value.value : ""))]);

  byId("ask-question").addEventListener("change", drawFields);
  byId("ask-form").addEventListener("submit", (event) => { event.preventDefault(); askNamed(); });
  byId("ask-own").addEventListener("submit", (event) => {
    event.preventDefault();
    stopBeside(byId("ask-own"));
    run(byId("ask-sparql").value, { asking: withPrefixes(byId("ask-sparql").value) });
  });
  byId("ask-stop").addEventListener("click", () => engine.stop());
  byId("ask-csv").addEventListener("click", () => takeaway.save(`${fileName(answer.question ? answer.question.title[state.language] : word("ask_answer"))}.csv`, "text/csv", csv()));
  part((changed, from) => {
    if (changed.has("language")) draw();
    if (!changed.has("view")) return;
    const asked = state.view === "ask";
    byId("ask").hidden = !asked;
    document.querySelector("main").hidden = asked;
    byId("ask-open").setAttribute("aria-expanded", String(asked));
    if (asked) {
      arrive();
      byId("ask-question").focus();
    } else if (from === "ask") {
      byId("panel-title").focus();
      // The stage had no size while the answer stood in its place.
      requestAnimationFrame(() => requestAnimationFrame(() => { if (state.chosen && state.chosen.node && state.view === "network") view.focus(state.chosen.node); }));
    }
  });
  byId("ask-open").addEventListener("click", () => set({ view: state.view === "ask" ? "network" : "ask" }));
})();
