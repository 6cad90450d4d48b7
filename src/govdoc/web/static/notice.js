"use strict";
// Putting a notice right: forms open below what they are about, and the page stays where it was when they are sent.
let kept = null;

function close(panel) {
  panel.replaceChildren();
  const opener = panel.parentNode.querySelector(".fix");
  opener.setAttribute("aria-expanded", "false");
  opener.focus();
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const opener = event.target.closest(".fix");
  const panel = opener?.parentNode.parentNode.querySelector(".panel");
  if (opener?.getAttribute("aria-expanded") === "true") { event.preventDefault(); close(panel); }
});

document.addEventListener("htmx:afterSwap", (event) => {
  const panel = event.detail.target;
  if (!panel.matches(".panel")) return;
  panel.parentNode.querySelector(".fix").setAttribute("aria-expanded", "true");
  const first = panel.querySelector("input:not([type=hidden]), textarea, select");
  const chosen = String(getSelection()).trim();
  if (chosen && panel.querySelector("form.add") === panel.querySelector("form")) first.value = chosen;
  first.focus();
});

// The whole page is put in anew: both sides stay where they were scrolled to, and the keyboard where it was.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "notice") return;
  const all = [...document.querySelectorAll(".facts .fix")];
  const opener = document.activeElement.closest(".facts li")?.querySelector(".fix");
  kept = { sides: [".notice", ".facts"].map((name) => document.querySelector(name).scrollTop), at: all.indexOf(opener) };
});
document.addEventListener("htmx:afterSettle", () => {
  if (!kept) return;
  [".notice", ".facts"].forEach((name, at) => { document.querySelector(name).scrollTop = kept.sides[at]; });
  document.querySelectorAll(".facts .fix")[kept.at]?.focus({ preventScroll: true });
  kept = null;
});

document.addEventListener("told", (event) => tell(event.detail.value));
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 409) htmx.ajax("GET", location.href, { target: "#notice", select: "#notice", swap: "outerHTML" });
});
document.addEventListener("click", (event) => {
  if (event.target.matches(".fixing .close")) close(event.target.closest(".panel"));
});
document.addEventListener("keydown", (event) => {
  const panel = event.target.closest(".panel");
  if (event.key === "Escape" && panel) close(panel);
});
