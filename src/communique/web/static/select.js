"use strict";
// Select a sentence in the reading view to add what it claims.
(() => {
  const text = document.querySelector("article.text");
  const base = document.querySelector("[data-review]")?.dataset.review;
  if (!text || !base) return;
  const pick = Object.assign(document.createElement("a"), { className: "button pick", textContent: "Add a claim from this" });
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    const words = chosen.toString().trim();
    if (!words || words.length > 2000 || !text.contains(chosen.anchorNode) || !text.contains(chosen.focusNode)) return pick.remove();
    const box = chosen.getRangeAt(0).getBoundingClientRect();
    pick.href = `${base}?quote=${encodeURIComponent(words)}`;
    document.body.append(pick);
    pick.style.left = `${Math.max(8, box.left + scrollX)}px`;
    pick.style.top = `${box.bottom + scrollY + 6}px`;
  });
})();
