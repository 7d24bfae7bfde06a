// What every page does besides: the words that a link means, the other language, long texts, and print.
(() => {
  // --- the very words

  // A link to where it says so names one place, which a browser finds by itself, and behind it all the stretches of the
  // text that the claim rests on: `#t1-26739=26462-26499_26739-26771`.
  for (const link of all("a[data-words]")) link.hash += `=${link.dataset.words.replaceAll(" ", "_")}`;

  const letters = (text) => [...text].length; // offsets count code points, as everywhere in the graph
  const wordsOf = (paragraph) => {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest("sup") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  };
  const mark = (node, from, to) => { // letters of a text node
    const text = [...node.data];
    const [before, after] = [text.slice(0, from).join(""), text.slice(to).join("")];
    const claim = made("span", { class: "claim", text: text.slice(from, to).join("") });
    node.replaceWith(...[before, claim, after].filter((part) => part !== ""));
  };
  const highlight = (minutes, [start, end]) => {
    for (const paragraph of all("[data-at]", minutes)) {
      let at = Number(paragraph.dataset.at);
      for (const node of wordsOf(paragraph)) {
        const [begin, finish] = [at, at + letters(node.data)];
        at = finish;
        if (begin < end && start < finish) mark(node, Math.max(0, start - begin), Math.min(finish, end) - begin);
      }
    }
  };
  const point = () => {
    const asked = location.hash.match(/^#(t\d+-\d+)=([\d_-]+)$/);
    const spot = asked && document.getElementById(asked[1]);
    if (!spot) return;
    for (const claim of all(".claim")) claim.replaceWith(claim.textContent);
    const minutes = spot.closest(".minutes");
    minutes.normalize();
    for (const range of asked[2].split("_")) highlight(minutes, range.split("-").map(Number));
    spot.scrollIntoView({ block: "center" });
    spot.closest("[data-at]").setAttribute("tabindex", "-1");
    spot.closest("[data-at]").focus({ preventScroll: true }); // who cannot see it reads on from here
  };
  addEventListener("hashchange", point);
  point();

  // --- the same in the other language

  const other = one("a.language");
  const carry = () => { other.href = other.href.replace(/[?#].*/, "") + location.search + location.hash; };
  for (const event of ["pointerdown", "focus", "click"]) other.addEventListener(event, carry);

  // --- long texts

  for (const text of all("[data-long]")) {
    const [open, shut] = text.dataset.long.split("|");
    const button = made("button", { type: "button", class: "more", "aria-expanded": "false", text: open });
    text.classList.add("cut");
    text.after(button);
    button.addEventListener("click", () => {
      const cut = text.classList.toggle("cut");
      button.textContent = cut ? open : shut;
      button.setAttribute("aria-expanded", String(!cut));
    });
  }

  // --- print: what is folded on the screen is on the paper

  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = all("main details:not([open]):not([data-narrowing])");
    for (const details of unfolded) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of unfolded) details.open = false; });
})();
