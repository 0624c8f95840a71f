"use strict";
// One key a decision; without this script the buttons do the same.
(() => {
  const typing = (target) => target.closest?.("input, select, textarea, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
    const wanted = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === event.key.toLowerCase());
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
    const form = wanted.closest("details[open]")?.querySelector("input:not([type=hidden]), select");
    form?.focus();
  });
  // What is pressed twice in a hurry is decided once.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1";
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
})();
