// Getting about without a mouse: links past what stands before, "/" to search, Escape one step back; and on a small
// screen what folds away.
for (const skip of document.querySelectorAll(".skip")) { // no links: the address says what is seen, not where the focus is
  skip.addEventListener("click", () => {
    const { to } = skip.dataset;
    fold_(true);
    if (to !== "search" && (state.view === "ask" || (to === "network" && state.view !== "network"))) set({ view: "network" }, "keys");
    byId(to).focus();
  });
}

const folding = byId("more");
const folded_ = () => folding.getAttribute("aria-expanded") !== "true";
const fold_ = (shut) => {
  folding.setAttribute("aria-expanded", String(!shut));
  document.body.classList.toggle("more", !shut);
};
folding.addEventListener("click", () => fold_(!folded_()));
byId("taller").addEventListener("click", () => {
  const tall = document.body.classList.toggle("tall");
  byId("taller").setAttribute("aria-pressed", String(tall));
});
part((changed, from) => { if (from !== "start" && (changed.has("view") || (state.chosen && changed.has("chosen")))) fold_(true); });

const typing = ({ tagName, type }) => /^(INPUT|TEXTAREA|SELECT)$/.test(tagName) && type !== "checkbox" && type !== "range";
const stepBack = () => {
  if (!folded_()) { fold_(true); folding.focus(); return; }
  if (state.view === "ask") set({ view: "network" }, "ask");
  else if (state.path) endPath();
  else if (state.opener) choose({ node: state.opener }, "panel");
  else if (state.chosen || state.since) set({ chosen: null, since: null }, "panel");
  else return;
  byId("panel-title").focus({ preventScroll: true });
};
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && !typing(event.target)) stepBack();
  else if (event.key === "/" && !typing(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    searchBox.focus();
    event.preventDefault();
  }
});

// On a page that is scrolled, the wheel over the map scrolls on until the map has been clicked into; with Ctrl it
// always zooms.
const scrolls = () => document.scrollingElement.scrollHeight > window.innerHeight + 1;
for (const kind of ["wheel", "mousewheel"]) {
  stage.addEventListener(kind, (event) => {
    if (scrolls() && !event.ctrlKey && !stage.contains(document.activeElement)) event.stopImmediatePropagation();
  }, { capture: true, passive: true });
}
