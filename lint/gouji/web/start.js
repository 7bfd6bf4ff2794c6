"use strict";
// Files may be dropped anywhere on the page; while they are checked the button says so. The form works without this.
addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form");
  const drop = document.querySelector(".drop");
  const input = drop.querySelector("input");
  const button = form.querySelector("button");
  const idle = button.textContent;
  const over = (on) => drop.classList.toggle("over", on);
  addEventListener("dragover", (event) => { event.preventDefault(); over(true); });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(false); });
  addEventListener("drop", (event) => {
    if (event.target.name === "previous") { over(false); return; }
    event.preventDefault();
    over(false);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
  form.addEventListener("submit", () => { button.disabled = true; button.textContent = button.dataset.busy; });
  addEventListener("pageshow", () => { button.disabled = false; button.textContent = idle; });
});
