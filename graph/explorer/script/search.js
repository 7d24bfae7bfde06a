// The search box: names and other spellings of things (see `find`), by keyboard or mouse.
const spellings = ids.flatMap((id) => [...new Set([name(id), ...thing(id).aliases])].map((spelling) => keyed(id, spelling)));
const lightestFirst = (a, b) => lightness(a.id) - lightness(b.id) || name(a.id).length - name(b.id).length || byName(a.id, b.id);
const itemsBehind = ({ id }) => (thing(id).kind === "agenda_item" ? 0.5 : 0);
// Lists of the overview are found by their names too: who looks for what was postponed types that.
const LISTS = ["postponed", "open_promises"];
const listsCalled = (text) => LISTS.filter((word) => fold(text).length > 3 && fold(words()[word]).split(" ").some((one) => one.startsWith(fold(text))));
const openList = (word) => {
  set({ chosen: null, since: null }, "search");
  const list = document.querySelector(`#panel [data-list="${word}"]`);
  if (!list) return;
  list.open = true;
  list.querySelector("summary").focus();
};
const find = (text) => seek(spellings, text, lightestFirst, itemsBehind);

const searchBox = byId("search");
const searchList = byId("suggestions");
let hits = [];
let hitAt = -1;
let taken = ""; // the name that stands in the box since it was chosen: the next letter writes over it
const take = (hit) => {
  if (hit.list) { searchBox.value = ""; closeSuggestions(); openList(hit.list); return; }
  taken = name(hit.id);
  searchBox.value = taken;
  if (document.activeElement === searchBox) searchBox.select();
  closeSuggestions();
  choose({ node: hit.id }, "search");
};
const suggestion = (hit, number) =>
  element("li", { role: "option", id: `hit-${number}`, "aria-selected": String(number === hitAt), onclick: () => take(hit) },
    ...(hit.list ? [element("span", {}, words()[hit.list])] : named(hit)));
const named = (hit) => [sign(thing(hit.id).kind), element("span", {}, name(hit.id)),
    element("small", {}, hit.spelling === name(hit.id) ? words().kind[thing(hit.id).kind] : hit.spelling)];
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
searchBox.addEventListener("input", () => { hits = [...listsCalled(searchBox.value).map((list) => ({ list })), ...find(searchBox.value)]; hitAt = hits.length ? 0 : -1; drawSuggestions(); });
searchBox.addEventListener("keydown", (event) => {
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && hits.length) {
    hitAt = (hitAt + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length;
    drawSuggestions();
    event.preventDefault();
  } else if (event.key === "Enter" && !searchList.hidden && hits[hitAt]) {
    event.preventDefault(); // the key is not also pressed on what gets the focus
    take(hits[hitAt]);
  } else if (event.key === "Escape") closeSuggestions();
});
searchBox.addEventListener("focus", () => searchBox.select());
searchBox.addEventListener("mousedown", (event) => { // a name that was taken is written over, not written on
  if (document.activeElement !== searchBox || !searchBox.value || searchBox.value !== taken) return;
  event.preventDefault();
  searchBox.select();
});
part((changed, from) => { // what is chosen elsewhere has not been searched for
  if (!changed.has("chosen") || from === "search" || searchBox.value !== taken) return;
  taken = "";
  searchBox.value = "";
});
// After a click on a suggestion has come through, and not where one has come back to type on.
searchBox.addEventListener("blur", () => setTimeout(() => { if (document.activeElement !== searchBox) closeSuggestions(); }, 200));
