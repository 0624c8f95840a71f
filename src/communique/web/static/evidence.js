"use strict";
// A line opens its sentences beside the page; without this script its link leads to a page of them.
(() => {
  const panel = document.getElementById("evidence");
  let opener = null;
  const here = document.querySelector("nav [aria-current]"); // on a phone the navigation is wider than the window
  if (here) here.closest("nav").scrollLeft = here.offsetLeft - 24;

  async function open(link) {
    const address = new URL(link.href.baseVal ?? link.href, location.href);
    address.searchParams.set("part", "1");
    opener?.removeAttribute("aria-expanded");
    opener = link;
    link.setAttribute("aria-expanded", "true");
    panel.setAttribute("aria-busy", "true");
    if (!panel.open) panel.show();
    let found;
    try {
      const answer = await fetch(address, { headers: { accept: "text/html" } });
      found = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    } catch {
      found = document.createElement("div");
      found.append(Object.assign(document.createElement("p"), { textContent: "The server does not answer. Is it still running?" }));
    }
    if (opener !== link) return;
    panel.replaceChildren(close(), ...found.childNodes);
    panel.removeAttribute("aria-busy");
    panel.scrollTop = 0;
    panel.querySelector("h1, h2")?.focus();
  }

  function close() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "close";
    button.setAttribute("aria-label", "Close the evidence");
    button.textContent = "×";
    button.addEventListener("click", shut);
    return button;
  }

  function shut() {
    panel.close();
    opener?.removeAttribute("aria-expanded");
    opener?.focus();
    opener = null;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-evidence]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.open) shut();
  });
})();
