// Tables: filters, sorting, the day that commitments are held against, and the shown rows to take away. What is chosen
// stands in the address.
(() => {
  const table = one("table[data-rows]");
  const form = one("form[data-filters]");
  if (!table || !form) return;
  const body = one("tbody", table);
  const rows = all("tr", body);
  const numbers = new Map(rows.map((row, number) => [row, number]));
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const taken = read("taken");
  const order = (table.dataset.promises || "").split(" "); // states, the pressing first
  const states = table.dataset.promises ? taken.states : null;
  const count = one("[data-count]");
  const field = (name) => form.elements[name]?.value ?? "";
  const preset = (control) => (control.name === "day" ? form.dataset.known : "");

  const asked = new URLSearchParams(location.hash.slice(1) || location.search);
  for (const [name, value] of asked) if (form.elements[name]) form.elements[name].value = value;

  // --- the day of commitments

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
      const silent = one("[data-silent]", row);
      if (silent) silent.hidden = state !== "overdue" || day !== form.dataset.known;
      texts.set(row, row.textContent.toLowerCase());
      row.dataset.known = row.dataset.date <= day ? "1" : "";
    }
  };

  // --- sorting

  const heads = all("thead th", table);
  let sort = Number(asked.get("sort")) || 0; // the number of a column, from 1 on; below 0 from the last to the first
  const initial = heads.map((head) => head.getAttribute("aria-sort"));
  const worth = (row, column) => {
    const cell = row.cells[column];
    if (cell.dataset.sort !== undefined) return cell.dataset.sort;
    return one("time", cell)?.dateTime ?? cell.textContent.trim();
  };
  const compared = (a, b) => a.localeCompare(b, document.documentElement.lang, { numeric: true });
  const urgency = (row) => [String(order.indexOf(row.dataset.state)), row.dataset.last, row.dataset.date].join(" ");
  const inOrder = (() => {
    const plain = (a, b) => numbers.get(a) - numbers.get(b);
    const pressing = (a, b) => (urgency(a) < urgency(b) ? -1 : urgency(a) > urgency(b) ? 1 : plain(a, b));
    return () => {
      if (!sort) return [...rows].sort(states ? pressing : plain);
      const column = Math.abs(sort) - 1;
      if (states && one("[data-badge]", rows[0]?.cells[column])) return [...rows].sort((a, b) => Math.sign(sort) * pressing(a, b));
      const keys = new Map(rows.map((row) => [row, worth(row, column)]));
      return [...rows].sort((a, b) => {
        const [left, right] = [keys.get(a), keys.get(b)];
        if (!left || !right) return (!left) - (!right) || plain(a, b); // what says nothing comes last, either way
        return Math.sign(sort) * compared(left, right) || plain(a, b);
      });
    };
  })();
  const arrange = () => {
    body.append(...inOrder());
    heads.forEach((head, column) => {
      const way = sort ? (column === Math.abs(sort) - 1 ? (sort > 0 ? "ascending" : "descending") : null) : initial[column];
      if (way) head.setAttribute("aria-sort", way); else head.removeAttribute("aria-sort");
    });
  };
  heads.forEach((head, column) => {
    const button = made("button", { type: "button", class: "sort" }, ...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      const down = now ? now === "ascending" : head.dataset.first === "descending";
      sort = (column + 1) * (down ? -1 : 1);
      show();
    });
  });

  // --- filters

  const place = (name) => form.elements[name]?.selectedOptions?.[0]?.dataset.n ?? "";
  const parts = new Map(rows.map((row) => [row, new Map((row.dataset.parts || "").split(" ").filter(Boolean).map((part) => part.split(":")))]));
  const rolesOf = (row) => { // who and what is asked for, and how each has to do with it; null where it has not
    const wanted = ["project", "unit"].filter((name) => place(name));
    const there = parts.get(row);
    if (wanted.some((name) => !there.has(place(name)))) return null;
    const role = form.elements.role?.selectedIndex > 0 ? String(form.elements.role.selectedIndex - 1) : "";
    const seen = wanted.length ? wanted.map((name) => there.get(place(name))) : [...there.values()];
    if (role && !seen.some((roles) => roles.includes(role))) return null;
    return wanted.map((name) => `${form.elements[name].selectedOptions[0].textContent.trim()}: ${[...there.get(place(name))].map((n) => taken.roles[n]).join(", ")}`);
  };
  const among = (name, row) => !field(name) || (row.dataset[name] || "").split(" ").includes(field(name));
  const passes = (row) => {
    const { date, state } = row.dataset;
    if (states && !row.dataset.known) return false;
    if (states && (field("state") ? state !== field("state") : state === "kept")) return false;
    if (!states && (date < field("since") || (field("until") && date > field("until")))) return false;
    if (!field("words").toLowerCase().split(/\s+/).every((word) => texts.get(row).includes(word))) return false;
    if (!["municipality", "body", "outcome"].every((name) => among(name, row))) return false;
    if (states || !taken) return ["project", "unit"].every((name) => among(name, row));
    const roles = rolesOf(row);
    const line = one("[data-roles]", row);
    line.textContent = (roles || []).join("; ");
    line.hidden = !line.textContent;
    return roles !== null;
  };
  const chosen = () => [...form.elements]
    .filter((control) => control.name && control.value && control.value !== preset(control))
    .map((control) => `${one("span", control.closest("label")).textContent}: ${control.selectedOptions?.[0].textContent.trim() ?? control.value}`);
  const address = () => {
    const said = new URLSearchParams([...form.elements]
      .filter((control) => control.name && control.value && control.value !== preset(control))
      .map((control) => [control.name, control.value]));
    if (sort) said.set("sort", sort);
    return String(said);
  };
  const show = () => {
    if (states) setDay();
    arrange();
    let shown = 0;
    for (const row of rows) { row.hidden = !passes(row); shown += !row.hidden; }
    if (count) count.textContent = count.dataset.text.replace("{count}", shown).replace("{all}", rows.length);
    const none = one("[data-none]");
    const turned = field("since") && field("until") && field("since") > field("until");
    if (none) {
      none.hidden = shown > 0;
      none.textContent = turned ? none.dataset.turned : none.dataset.none;
    }
    const until = form.elements.until;
    if (until) until.setCustomValidity(turned ? none.dataset.turned : "");
    const told = one("[data-chosen]");
    if (told) told.textContent = chosen().join(" · ");
    const said = address();
    history.replaceState(null, "", location.pathname + (said ? `#${said}` : ""));
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
    for (const control of form.elements) if (control.name) control.value = preset(control);
    sort = 0;
    show();
  });
  show();

  // --- the shown rows, to take away

  const shownCells = () => all("tr", body).filter((row) => !row.hidden).map((row) => {
    const cells = [...taken.rows[numbers.get(row)]];
    if (states) {
      cells[0] = states[row.dataset.state];
      cells[taken.kept] = row.dataset.state === "kept" ? row.dataset.kept : "";
    }
    return cells;
  });
  const save = (bytes, type, name) => {
    const link = made("a", { href: URL.createObjectURL(new Blob([bytes], { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  for (const link of all("[data-take]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const csv = link.dataset.take === "csv";
      const file = csv ? sheet.csv(taken.head, shownCells()) : sheet.excel(taken.name, taken.head, shownCells());
      save(file, csv ? "text/csv" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", link.getAttribute("download"));
    });
  }
})();
