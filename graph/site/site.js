"use strict";
// Filters of tables, the day that commitments are held against, and the search for names. Without this script the
// pages show all there is. Everything from the minutes is put in as text, never as markup.
(() => {
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const read = (id) => { const data = document.getElementById(id); return data && JSON.parse(data.textContent); };
  const LETTERS = { "æ": "ae", "ø": "o", "å": "a", "ä": "ae", "ö": "o" };
  const folded = (text) => text.toLowerCase().replace(/[æøåäö]/g, (c) => LETTERS[c])
    .normalize("NFKD").replace(/[^a-z0-9]+/g, " ").trim();

  // --- tables
  const table = one("table[data-rows]");
  const form = one("form[data-filters]");
  if (table && form) {
    const rows = all("tbody tr", table);
    const numbers = new Map(rows.map((row, number) => [row, number]));
    const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
    const taken = read("taken");
    const order = (table.dataset.promises || "").split(" "); // states, the pressing first
    const states = table.dataset.promises ? taken.states : null;
    const count = one("[data-count]");
    const field = (name) => form.elements[name]?.value ?? "";

    const asked = new URLSearchParams(location.hash.slice(1) || location.search);
    for (const [name, value] of asked) if (form.elements[name]) form.elements[name].value = value;

    const stateOn = (row, day) => {
      const { due, last, kept } = row.dataset;
      if (kept && kept <= day) return "kept";
      if (!due) return "no_deadline";
      return last && last < day ? "overdue" : "open";
    };
    const setDay = () => {
      const day = field("day") || form.dataset.known;
      for (const row of rows) {
        const state = stateOn(row, day);
        row.dataset.state = state;
        const badge = one("[data-badge]", row);
        badge.textContent = states[state];
        badge.className = `badge ${state}`;
        texts.set(row, row.textContent.toLowerCase());
        row.dataset.known = row.dataset.date <= day ? "1" : "";
      }
      const rank = (row) => [String(order.indexOf(row.dataset.state)), row.dataset.last, row.dataset.date].join(" ");
      const sorted = [...rows].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : numbers.get(a) - numbers.get(b)));
      one("tbody", table).append(...sorted);
    };
    const among = (name, row) => !field(name) || (row.dataset[name] || "").split(" ").includes(field(name));
    const passes = (row) => {
      const { date, state } = row.dataset;
      if (states && !row.dataset.known) return false;
      if (states && (field("state") ? state !== field("state") : state === "kept")) return false;
      if (!states && (date < field("since") || (field("until") && date > field("until")))) return false;
      const said = field("words").toLowerCase().split(/\s+/).every((word) => texts.get(row).includes(word));
      return said && ["body", "outcome", "project", "unit"].every((name) => among(name, row));
    };
    const show = () => {
      if (states) setDay();
      let shown = 0;
      for (const row of rows) { row.hidden = !passes(row); shown += !row.hidden; }
      if (count) count.textContent = count.dataset.text.replace("{count}", shown).replace("{all}", rows.length);
      const none = one("[data-none]");
      if (none) none.hidden = shown > 0;
      const said = new URLSearchParams([...new FormData(form)].filter(([name, value]) => value && !(name === "day" && value === form.dataset.known)));
      history.replaceState(null, "", String(said) ? `#${said}` : location.pathname);
    };
    const box = one("[data-narrowing]");
    box.hidden = false;
    box.open = innerWidth > 700 || [...asked].length > 0;
    for (const button of all("[data-apply]", form)) button.hidden = true;
    for (const button of all("[data-reset]", form)) button.hidden = false;
    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      for (const control of form.elements) if (control.name) control.value = control.name === "day" ? form.dataset.known : "";
      show();
    });
    show();

    // --- the shown rows, to take away
    const shownCells = () => {
      const inOrder = all("tbody tr", table).filter((row) => !row.hidden);
      return inOrder.map((row) => {
        const cells = [...taken.rows[numbers.get(row)]];
        if (states) {
          cells[0] = states[row.dataset.state];
          cells[taken.kept] = row.dataset.state === "kept" ? row.dataset.kept : "";
        }
        return cells;
      });
    };
    const save = (bytes, type, name) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([bytes], { type }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    };
    for (const link of all("[data-take]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        const name = link.getAttribute("href").split("/").pop();
        const made = link.dataset.take === "csv" ? sheet.csv(taken.head, shownCells()) : sheet.excel(taken.name, taken.head, shownCells());
        save(made, link.dataset.take === "csv" ? "text/csv" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name);
      });
    }
  }

  // --- names
  const names = read("names");
  if (names) {
    const known = names.names.map((name) => ({ ...name, keys: [name.n, ...name.o].map(folded) }));
    const rank = (name, wanted) => Math.min(...name.keys.map((key) =>
      key === wanted ? 0 : key.startsWith(wanted) ? 1 : ` ${key}`.includes(` ${wanted}`) ? 2 : key.includes(wanted) ? 3 : 9));
    const list = document.getElementById("found");
    const search = () => {
      const wanted = folded(document.getElementById("find").value);
      list.replaceChildren();
      if (!wanted) return;
      const best = known.map((name) => [rank(name, wanted), name]).filter(([r]) => r < 9)
        .sort((a, b) => a[0] - b[0] || a[1].n.localeCompare(b[1].n, "da")).slice(0, 12);
      for (const [, name] of best) {
        const link = document.createElement("a");
        const kind = document.createElement("small");
        link.href = names.root + name.p;
        kind.textContent = names.kinds[name.k];
        const shown = folded(name.n).includes(wanted) ? name.n : `${name.n} (${name.o.find((other) => folded(other).includes(wanted)) ?? ""})`;
        link.append(shown, kind);
        const line = document.createElement("li");
        line.append(link);
        list.append(line);
      }
      if (!best.length) {
        const line = document.createElement("li");
        line.textContent = names.none;
        list.append(line);
      }
    };
    document.getElementById("finder").hidden = false;
    document.getElementById("find").addEventListener("input", search);
    search();
  }
  document.body.dataset.ready = "";
})();
