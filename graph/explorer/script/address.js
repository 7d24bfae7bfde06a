// The address follows the view, so that Back and Forward go through what one has looked at: each thing, line or way of
// looking is a step of its own, while the slider, the filters and the like change the step one is at. In a frame, as in
// a notebook, the history is that of the page around, and is left alone.
part(comesBack);
const address = (() => {
  const STEPS = ["chosen", "view", "path"];
  const LATER = 300; // milliseconds; browsers refuse an address that changes with every move of a slider
  const framed = window.parent !== window;
  let stands = location.hash;
  let atStart = "";
  let later = 0;
  const put = (way) => {
    clearTimeout(later);
    const hash = `#${written()}`;
    if (framed || hash === stands) return;
    try {
      history[way](null, "", hash);
      stands = location.hash;
    } catch {
      // Where the browser forbids it, the page works without an address of its own.
    }
  };
  const steps = (changed) => STEPS.some((field) => changed.has(field));
  let seen = "";
  const sought = () => JSON.stringify([state.chosen, state.view, state.path]);
  part((changed, from) => {
    const [before, now] = [seen, sought()];
    seen = now;
    if (from === "start" || from === "link") return;
    if (steps(changed) && before !== now && from !== "back") put("pushState");
    else { clearTimeout(later); later = setTimeout(() => put("replaceState"), LATER); }
  });
  const arrived = () => { // by Back, Forward, or an address written by hand
    if (location.hash === stands) return;
    clearTimeout(later);
    stands = location.hash;
    restore(stands.slice(1) || atStart, { language: state.language });
  };
  for (const event of ["popstate", "hashchange"]) window.addEventListener(event, arrived);
  return { put, begins: () => { atStart = written(); } };
})();
