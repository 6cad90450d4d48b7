"use strict";
// What all pages share: posting a form with the page's token, telling what came of it, marks that lead to each other.
const csrf = () => document.querySelector('meta[name="csrf"]').content;

function tell(text, bad) {
  const box = document.getElementById("told");
  box.textContent = text;
  box.className = bad ? "bad" : "";
  clearTimeout(tell.timer);
  if (text) tell.timer = setTimeout(() => { box.textContent = ""; }, bad ? 9000 : 4000);
}

document.addEventListener("submit", (event) => {
  if (event.target.dataset.ask && !confirm(event.target.dataset.ask)) event.preventDefault();
});

async function post(path, fields) {
  const body = new URLSearchParams(fields);
  try {
    const answer = await fetch(path, { method: "POST", headers: { "X-CSRF": csrf() }, body });
    const found = (answer.headers.get("content-type") || "").includes("json") ? await answer.json() : {};
    return { status: answer.status, ok: answer.ok, message: found.message || "没有办成，请刷新后再试。", ...found };
  } catch {
    return { ok: false, status: 0, message: "连不上工作台，请看看 govdoc serve 是否还在运行。" };
  }
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest("[data-mark]");
  if (!mark) return;
  document.querySelectorAll(".found").forEach((one) => one.classList.remove("found"));
  const same = [...document.querySelectorAll(`[data-mark="${CSS.escape(mark.dataset.mark)}"]`)];
  same.forEach((one) => one.classList.add("found"));
  const other = same.find((one) => one !== mark && one.tagName !== mark.tagName) || same.find((one) => one !== mark);
  if (other) other.scrollIntoView({ block: "center" });
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.picture");
  if (!button) return;
  const box = button.closest("article").querySelector(".picturebox");
  if (!box.hidden) { box.hidden = true; box.replaceChildren(); button.textContent = "看版面图"; return; }
  box.hidden = false;
  button.textContent = "收起版面图";
  const pages = Math.min(Number(button.dataset.pages) || 1, 50);
  for (let page = 1; page <= pages; page += 1) {
    const image = new Image();
    const address = new URL(button.dataset.picture, location.href);
    address.searchParams.set("page", page);
    image.loading = "lazy";
    image.alt = `第 ${page} 页`;
    image.src = address.href;
    image.onerror = () => { image.replaceWith(`第 ${page} 页画不出来`); };
    box.append(image);
  }
});
