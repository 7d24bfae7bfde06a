// The words that stand in the page itself, and the switch between languages.
part((changed) => {
  if (!changed.has("language")) return;
  document.documentElement.lang = state.language;
  for (const one of document.querySelectorAll("[data-word]")) one.textContent = words()[one.dataset.word];
  for (const one of document.querySelectorAll("[data-name]")) one.setAttribute("aria-label", words()[one.dataset.name]);
  // A page about everything is called so in the reader's language; any other has its own name.
  const heading = document.querySelector("h1");
  if (Object.values(page.words).some(({ title_all: one }) => one === heading.textContent)) {
    heading.textContent = words().title_all;
    document.title = `${words().title_all} – referatgraf`;
  }
  searchBox.placeholder = words().search;
  byId("language").textContent = words().switch;
  byId("language").lang = state.language === "da" ? "en" : "da";
});
byId("language").addEventListener("click", () => set({ language: state.language === "da" ? "en" : "da" }));
