// Search over names and other spellings, without regard to case, accents, how Danish letters are typed, and slips.
const fold = (text) => text.toLowerCase().replace(/[æä]/g, "ae").replace(/[øö]/g, "o").replace(/å/g, "a")
  .normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/aa/g, "a").replace(/oe/g, "o").replace(/[^a-z0-9]+/g, " ").trim();
const index = ids.flatMap((id) => [...new Set([name(id), ...thing(id).aliases])].map((spelling) => ({ id, spelling, key: fold(spelling) })));
const NO_MATCH = 9;
const rank = (key, wanted) => (key === wanted ? 0 : key.startsWith(wanted) ? 1 : key.includes(` ${wanted}`) ? 2 : key.includes(wanted) ? 3 : NO_MATCH);

// How many letters differ between what was typed and the beginning of a name that is most like it: left out, put in,
// exchanged, or swapped with the next.
const slips = (typed, text, most) => {
  let [before, row] = [null, Array.from({ length: text.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= typed.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= text.length; j += 1) {
      const same = typed[i - 1] === text[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same);
      if (before && j > 1 && typed[i - 1] === text[j - 2] && typed[i - 2] === text[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return Math.min(...row.slice(Math.max(0, typed.length - most)));
};
const allowed = (typed) => (typed.length < 4 ? 0 : typed.length < 7 ? 1 : typed.length < 12 ? 2 : 3);
const trigrams = (text) => new Set(Array.from({ length: Math.max(text.length - 2, 1) }, (_, at) => text.slice(at, at + 3)));
const likeness = (key, wanted, grams) => { // the least slips from any word of the name on
  const most = allowed(wanted);
  let shared = 0;
  for (const gram of grams) if (key.includes(gram)) shared += 1;
  if (!most || shared < Math.max(1, grams.size - 3 * most - 1)) return NO_MATCH;
  const starts = [0, ...[...key.matchAll(/ /g)].map((found) => found.index + 1)];
  const least = Math.min(...starts.map((start) => slips(wanted, key.slice(start, start + wanted.length + most), most)));
  return least <= most ? 4 + least : NO_MATCH;
};
const find = (text) => {
  const wanted = fold(text);
  if (!wanted) return [];
  const best = new Map();
  const consider = (one, place) => {
    if (place < NO_MATCH && (!best.has(one.id) || place < best.get(one.id).place)) best.set(one.id, { ...one, place });
  };
  for (const one of index) consider(one, rank(one.key, wanted) + (thing(one.id).kind === "agenda_item" ? 0.5 : 0));
  if (best.size < 4) {
    const grams = trigrams(wanted);
    for (const one of index) if (!best.has(one.id)) consider(one, likeness(one.key, wanted, grams));
  }
  return [...best.values()].sort((a, b) => a.place - b.place || lightness(a.id) - lightness(b.id) || name(a.id).length - name(b.id).length || byName(a.id, b.id)).slice(0, 12);
};

const searchBox = byId("search");
const searchList = byId("suggestions");
let hits = [];
let hitAt = -1;
let taken = ""; // the name that stands in the box since it was chosen: the next letter writes over it
const take = (hit) => {
  taken = name(hit.id);
  searchBox.value = taken;
  if (document.activeElement === searchBox) searchBox.select();
  closeSuggestions();
  choose({ node: hit.id }, "search");
};
const suggestion = (hit, number) =>
  element("li", { role: "option", id: `hit-${number}`, "aria-selected": String(number === hitAt), onclick: () => take(hit) },
    sign(thing(hit.id).kind), element("span", {}, name(hit.id)),
    element("small", {}, hit.spelling === name(hit.id) ? words().kind[thing(hit.id).kind] : hit.spelling));
const drawSuggestions = () => {
  const open = searchBox.value.trim() !== "";
  searchList.replaceChildren(...(hits.length ? hits.map(suggestion) : [element("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, words().nothing)]));
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
searchBox.addEventListener("focus", () => searchBox.select());
searchBox.addEventListener("mousedown", (event) => { // once: a second click is for setting the caret
  const whole_ = document.activeElement === searchBox && searchBox.value && searchBox.value === taken;
  taken = "";
  if (!whole_) return;
  event.preventDefault();
  searchBox.select();
});
searchBox.addEventListener("blur", () => setTimeout(closeSuggestions, 200)); // after a click on a suggestion has come through
