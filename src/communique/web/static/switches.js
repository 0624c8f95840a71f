"use strict";
// A switch of the what-if takes effect at once; without this script the button does it.
document.getElementById("switches")?.addEventListener("change", (event) => {
  if (event.target.type === "checkbox") event.currentTarget.requestSubmit();
});
