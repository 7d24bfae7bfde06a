// Search over names and other spellings, without regard to case, accents and how Danish letters are typed.
const fold = (text) => text.toLowerCase().replace(/[æä]/g, "ae").replace(/[øö]/g, "o").replace(/å/g, "a")
  .normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/aa/g, "a").replace(/oe/g, "o").replace(/[^a-z0-9]+/g, " ").trim();
const index = ids.flatMap((id) => [name(id), ...thing(id).aliases].map((spelling) => ({ id, spelling, key: fold(spelling) })));
const rank = (key, wanted) => (key === wanted ? 0 : key.startsWith(wanted) ? 1 : key.includes(` ${wanted}`) ? 2 : key.includes(wanted) ? 3 : 9);
const find = (text) => {
  const wanted = fold(text);
  if (!wanted) return [];
  const best = new Map();
  for (const one of index) {
    const place = rank(one.key, wanted) + (thing(one.id).kind === "agenda_item" ? 0.5 : 0);
    if (place < 9 && (!best.has(one.id) || place < best.get(one.id).place)) best.set(one.id, { ...one, place });
  }
  return [...best.values()].sort((a, b) => a.place - b.place || name(a.id).length - name(b.id).length || byName(a.id, b.id)).slice(0, 12);
};

const searchBox = byId("search");
const searchList = byId("suggestions");
let hits = [];
let hitAt = -1;
const take = (hit) => {
  searchBox.value = name(hit.id);
  closeSuggestions();
  choose({ node: hit.id }, "search");
};
const suggestion = (hit, number) =>
  element("li", { role: "option", id: `hit-${number}`, "aria-selected": String(number === hitAt), onclick: () => take(hit) },
    sign(thing(hit.id).kind), element("span", {}, name(hit.id)),
    element("small", {}, hit.spelling === name(hit.id) ? words().kind[thing(hit.id).kind] : hit.spelling));
const drawSuggestions = () => {
  const open = searchBox.value.trim() !== "";
  searchList.replaceChildren(...(hits.length ? hits.map(suggestion) : [element("li", { role: "option", "aria-disabled": "true" }, words().nothing)]));
  searchList.hidden = !open;
  searchBox.setAttribute("aria-expanded", String(open));
  if (hitAt >= 0) {
    searchBox.setAttribute("aria-activedescendant", `hit-${hitAt}`);
    byId(`hit-${hitAt}`).scrollIntoView({ block: "nearest" });
  } else searchBox.removeAttribute("aria-activedescendant");
};
const closeSuggestions = () => {
  searchList.hidden = true;
  searchBox.setAttribute("aria-expanded", "false");
  searchBox.removeAttribute("aria-activedescendant");
};
searchBox.addEventListener("input", () => { hits = find(searchBox.value); hitAt = hits.length ? 0 : -1; drawSuggestions(); });
searchBox.addEventListener("keydown", (event) => {
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && hits.length) {
    hitAt = (hitAt + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length;
    drawSuggestions();
    event.preventDefault();
  } else if (event.key === "Enter" && !searchList.hidden && hits[hitAt]) take(hits[hitAt]);
  else if (event.key === "Escape") closeSuggestions();
});
searchBox.addEventListener("blur", () => setTimeout(closeSuggestions, 200)); // after a click on a suggestion has come through
