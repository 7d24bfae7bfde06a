// The slider over time: the network as it was known on the day of a meeting.
const days = [...new Set(ids.flatMap((id) => thing(id).dates || []))].sort();
const lastDay = days[days.length - 1];
const slider = byId("until");
byId("time").hidden = days.length < 2;
slider.max = String(Math.max(days.length - 1, 0));
slider.addEventListener("input", () => {
  const day = days[Number(slider.value)];
  set({ until: day === lastDay ? null : day }, "time");
});
part((changed) => {
  if ((!changed.has("until") && !changed.has("language")) || !lastDay) return;
  slider.value = String(days.indexOf(state.until || lastDay));
  const told = state.until ? date(state.until) : fill(words().until_now, { date: date(lastDay) });
  byId("until-text").textContent = told;
  slider.setAttribute("aria-valuetext", told);
});
