"use strict";
// The slider moves the brief through the days of the story; without this script the date beside it does.
(() => {
  const form = document.getElementById("slider");
  const range = form?.querySelector("input[type=range]");
  if (!range) return;
  const field = form.querySelector("input[name=as_of]");
  const first = Date.parse(range.dataset.first);
  const written = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  let waiting = 0;
  let asked = 0;

  const day = () => new Date(first + 864e5 * range.valueAsNumber);
  range.hidden = false;

  range.addEventListener("input", () => {
    field.value = day().toISOString().slice(0, 10);
    range.setAttribute("aria-valuetext", written.format(day()));
    clearTimeout(waiting);
    waiting = setTimeout(show, 160);
  });

  async function show() {
    const address = new URL(location.href);
    address.searchParams.set("as_of", field.value);
    const number = ++asked;
    const brief = document.getElementById("brief");
    brief.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (number !== asked) return;
      for (const place of ["#brief", ".masthead nav"]) {
        document.querySelector(place).replaceWith(page.querySelector(place));
      }
      history.replaceState(null, "", address);
    } catch {
      if (number === asked) location.assign(address);
    }
  }
})();
