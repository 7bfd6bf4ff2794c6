"use strict";
// The choice of severities hides notes; pointing at a note or a marked place lights up what belongs together.
document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.matches(".choice input")) document.body.classList.toggle("no-" + box.value, !box.checked);
});
function light(target, on) {
  const note = target.closest(".note");
  const place = target.closest("[data-for]");
  const names = note ? [note.id] : place ? place.dataset.for.split(" ") : [];
  for (const name of names) {
    const own = document.getElementById(name);
    if (own) own.classList.toggle("lit", on);
    document.querySelectorAll('[data-for~="' + name + '"]').forEach((one) => one.classList.toggle("lit", on));
  }
}
document.addEventListener("mouseover", (event) => light(event.target, true));
document.addEventListener("mouseout", (event) => light(event.target, false));
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
function unfold() {
  const aim = document.getElementById(location.hash.slice(1));
  const folded = aim && (aim.querySelector(":scope > details") || aim.closest("details"));
  if (folded) folded.open = true;
}
addEventListener("hashchange", unfold);
addEventListener("DOMContentLoaded", unfold);
