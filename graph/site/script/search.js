// The search for a thing by any of its names (see `find`), on every page: a combobox that leads to the thing's page.
(() => {
  const box = document.getElementById("find");
  if (!box) return;
  const list = document.getElementById("found");
  const said = document.getElementById("found-count");
  const { kinds, root, none, front, counts } = read("finding");
  const held = document.getElementById("names"); // not on every page of a graph of many thousand things
  const folder = new URL(root || ".", location.href);

  // The names come packed (JSON, gzip, base64), and are looked into when somebody looks for one.
  const unpacked = async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
  };
  let names = null;
  const known = () => (names ??= unpacked(held.textContent).then((rows) => rows.flatMap(([label, kind, path, whose, ...others], id) =>
    [label, ...others].map((spelling) => ({ ...keyed(id, spelling), label, kind, path, whose })))));
  const shortestFirst = (a, b) => a.label.length - b.label.length || a.label.localeCompare(b.label, "da") || a.id - b.id;

  let hits = [];
  let at = -1;
  const isOpen = () => !list.hidden;
  const close = () => {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const go = (hit) => { location.href = new URL(hit.path, folder).href; };
  const option = (hit, number) => {
    const about = [fold(hit.label).includes(hit.key) ? "" : hit.spelling, kinds[hit.kind], hit.whose].filter(Boolean).join(" · ");
    const line = made("li", { role: "option", id: `hit-${number}`, "aria-selected": String(number === at) }, made("span", { text: hit.label }), made("small", { text: about }));
    line.addEventListener("click", () => go(hit));
    return line;
  };
  const draw = () => {
    list.replaceChildren(...(hits.length ? hits.map(option) : [made("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", text: none })]));
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    if (at < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", `hit-${at}`);
    document.getElementById(`hit-${at}`).scrollIntoView({ block: "nearest" });
  };
  const look = async () => {
    const typed = box.value;
    if (!typed.trim()) { hits = []; return close(); }
    if (!held) return; // the front page has the names
    const found = seek(await known(), typed, shortestFirst);
    if (typed !== box.value) return; // somebody typed on meanwhile
    hits = found;
    at = hits.length ? 0 : -1;
    said.textContent = hits.length === 1 ? counts[0] : counts[1].replace("{count}", hits.length);
    draw();
  };
  const onFront = () => { location.href = `${new URL(front, folder).href}#find=${encodeURIComponent(box.value)}`; };
  box.addEventListener("input", look);
  box.addEventListener("keydown", async (event) => {
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && held) {
      event.preventDefault();
      if (!isOpen()) await look();
      else if (hits.length) {
        at = (at + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length;
        draw();
      }
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!held) { if (box.value.trim()) onFront(); return; }
      if (!isOpen()) await look();
      if (hits[at]) go(hits[at]);
    } else if (event.key === "Escape" && isOpen()) {
      event.preventDefault();
      close();
    }
  });
  box.addEventListener("blur", () => setTimeout(close, 200)); // after a click on a suggestion has come through
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, [contenteditable]")) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  one("[data-finder]").hidden = false;
  const before = new URLSearchParams(location.hash.slice(1)).get("find");
  if (before !== null && held) {
    box.value = before;
    box.focus();
    look();
  }
})();
