// On paper: one sheet (A4, lying) with the whole map, and of what is told as many parts as there is room for, each whole;
// with the day it was known and where it comes from. It is made when printing begins.
(() => {
  const paper = element("div", { id: "paper", "aria-hidden": "true" });
  document.body.append(paper);
  const FINER = 1.35; // names on paper are read from nearer than on a screen
  const ROOM = { width: 560, height: 590 }; // CSS pixels of the map: 148 by 156 mm

  // --- the map, the flow or the rows of a table
  const fitted = (svg, room) => {
    const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    const scale = Math.min(room.width / width, room.height / height, 1.2);
    svg.setAttribute("width", width * scale);
    svg.setAttribute("height", height * scale);
    return svg;
  };
  const map = () => {
    const shown = [...sight().nodes].map((id) => places.get(id));
    const span_ = (values) => Math.max(...values) - Math.min(...values) + 160;
    const scale = shown.length ? FINER * Math.min(ROOM.width / span_(shown.map(({ x }) => x)), ROOM.height / span_(shown.map(({ y }) => y)), 1) : 1;
    const { svg } = takenHome.composed("whole", { scale, head: false });
    return fitted(document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true), ROOM);
  };
  const flow = () => {
    const svg = byId("flow").querySelector("svg");
    return svg && fitted(svg.cloneNode(true), ROOM);
  };

  // --- text: buttons become words, what is folded away stands open or is left out
  const LEFT_OUT = ".acts, .mend-open, .where, button.unseen, input, label";
  const plain = (node) => {
    const copy_ = node.cloneNode(true);
    for (const one of copy_.querySelectorAll(LEFT_OUT)) one.remove();
    for (const one of [copy_, ...copy_.querySelectorAll("*")]) one.removeAttribute("id");
    for (const one of copy_.querySelectorAll("button")) {
      const text = element(one.classList.contains("entry") ? "p" : "span", { class: "of-button" });
      text.append(...one.childNodes);
      one.replaceWith(text);
    }
    if (copy_.tagName !== "BUTTON") return copy_;
    const text = element("p", { class: "of-button" });
    text.append(...copy_.childNodes);
    return text;
  };
  // The panel as parts: { head, pieces }, where a piece may go over a column but not over the sheet's edge.
  const parts_ = () => {
    const found = [{ head: null, pieces: [] }];
    for (const child of byId("panel-body").children) {
      if (child.matches(LEFT_OUT)) continue;
      const folded_ = child.tagName === "DETAILS" && child.querySelector("summary");
      if (/^H[234]$/.test(child.tagName)) found.push({ head: plain(child), pieces: [] });
      else if (folded_ && !child.matches(".of-kind")) found.push({ head: element("h3", {}, folded_.textContent), pieces: [...child.children].slice(1) });
      else found[found.length - 1].pieces.push(folded_ ? element("p", {}, folded_.textContent) : child);
    }
    // What the overview begins with tells how to use the page.
    return found.filter(({ head, pieces }) => head || (pieces.length && (state.chosen || state.since)));
  };
  const overflows = (column) => column.scrollWidth > column.clientWidth + 1 || column.scrollHeight > column.clientHeight + 1;
  const fits = (column, into, node) => {
    into.append(node);
    if (!overflows(column)) return true;
    node.remove();
    return false;
  };
  // Puts a part into the columns, list items one by one; says how many are left out.
  const put = (column, { head, pieces }) => {
    const box = element("div", { class: "part" });
    column.append(box);
    if (head && !fits(column, box, head)) { box.remove(); return pieces.length || 1; }
    let [placed_, left] = [0, 0];
    for (const piece of pieces) {
      const list = /^[OU]L$/.test(piece.tagName);
      const into = list ? piece.cloneNode(false) : box;
      if (list) box.append(into);
      for (const one of list ? piece.children : [piece]) {
        if (!left && fits(column, into, plain(one))) placed_ += 1;
        else left += 1;
      }
      if (list && !into.childElementCount) into.remove();
    }
    if (!placed_) box.remove();
    else if (left) fits(column, box, element("p", { class: "soft" }, fill(words().rest, { count: left })));
    return left;
  };
  const AT_MOST = 40; // rows that a sheet may have room for
  const tableOf = (source, into) => {
    const copy_ = source.cloneNode(false);
    copy_.removeAttribute("id");
    into.append(copy_);
    for (const child of source.children) if (child.tagName !== "TBODY") copy_.append(plain(child));
    const body = element("tbody", {});
    copy_.append(body);
    const rows = [...source.querySelectorAll("tbody tr")];
    // Words are parted only where whole ones would be wider than the sheet.
    body.append(...rows.slice(0, AT_MOST).map(plain));
    if (copy_.offsetWidth > into.clientWidth + 1) paper.classList.add("crowded");
    body.replaceChildren();
    const left = rows.filter((row, at) => rows.slice(0, at).length !== body.childElementCount || !fits(into, body, plain(row)));
    if (!left.length) return;
    const note = element("p", { class: "soft" }, fill(words().rest, { count: left.length }));
    while (!fits(into, into, note) && body.lastChild) { body.lastChild.remove(); note.textContent = fill(words().rest, { count: rows.length - body.childElementCount }); }
  };

  const lay = () => {
    const column = element("div", { class: "told" });
    const figure = element("div", { class: "figure" });
    const rest = element("p", {});
    paper.replaceChildren(
      element("header", {}, element("h1", {}, document.querySelector("h1").textContent), element("p", {}, takenHome.under(state.view !== "ask"))),
      element("div", { class: "sheet-body" }, figure, column),
      element("footer", {}, rest, element("p", {}, takenHome.source())));
    const table = state.view === "table" ? byId("table").querySelector("table") : state.view === "ask" ? byId("ask-rows").querySelector("table") : null;
    paper.className = table ? "tabular" : "";
    if (table) {
      column.remove();
      if (state.view === "ask") figure.before(element("h2", {}, byId("ask-rows").dataset.title));
      return tableOf(table, figure);
    }
    figure.append((state.view === "flow" && flow()) || map());
    const title = element("h2", {});
    title.append(...[...byId("panel-title").childNodes].map((one) => one.cloneNode(true)));
    // What is left out is named at the foot, which takes room: so what fits is found again with that in place.
    for (let pass = 0; pass < 2; pass += 1) {
      column.replaceChildren(title);
      const missing = parts_().filter((one) => put(column, one)).map(({ head }) => head && head.textContent.trim()).filter(Boolean);
      if (missing.length) rest.textContent = fill(words().paper_rest, { parts: [...new Set(missing)].join(", ") });
    }
    while (overflows(column) && column.lastChild !== title) column.lastChild.remove();
  };
  window.addEventListener("beforeprint", lay);
  window.addEventListener("afterprint", () => paper.replaceChildren());
})();
