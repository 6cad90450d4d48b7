"use strict";
// What all pages share: posting a form with the page's token, telling what came of it, marks that lead to each other.
const UNREACHABLE = "连不上工作台，请看看 govdoc serve 是否还在运行。";
const csrf = () => document.querySelector('meta[name="csrf"]').content;

function tell(text, bad) {
  const box = document.getElementById("told");
  (document.querySelector("dialog[open]") || document.body).append(box); // an open dialog covers the rest of the page
  box.textContent = text;
  box.className = bad ? "bad" : "";
  clearTimeout(tell.timer);
  if (text) tell.timer = setTimeout(() => { box.textContent = ""; }, bad ? 9000 : 4000);
}

document.addEventListener("submit", (event) => {
  if (event.target.dataset.ask && !confirm(event.target.dataset.ask)) event.preventDefault();
});

// Asks as a page's script: where the session is over, the answer is then no log-in page.
async function ask(path, more) {
  try { return await fetch(path, { headers: { "X-CSRF": csrf() }, ...more }); } catch { throw new Error(UNREACHABLE); }
}

// Why the server refused, in its own words where it gave any.
function refusal(text) {
  if (text.startsWith("{")) return JSON.parse(text).message;
  const page = new DOMParser().parseFromString(text, "text/html");
  return page.querySelector("main p")?.textContent || "没有办成，请刷新后再试。";
}

async function post(path, fields) {
  try {
    const answer = await ask(path, { method: "POST", body: new URLSearchParams(fields) });
    const text = await answer.text();
    return { status: answer.status, ok: answer.ok, ...(answer.ok ? JSON.parse(text) : { message: refusal(text) }) };
  } catch (error) {
    return { ok: false, status: 0, message: error.message };
  }
}

document.addEventListener("htmx:responseError", (event) => tell(refusal(event.detail.xhr.responseText), true));
document.addEventListener("htmx:sendError", () => tell(UNREACHABLE, true));

document.addEventListener("click", (event) => {
  const mark = event.target.closest("[data-mark]");
  if (!mark) return;
  document.querySelectorAll(".found").forEach((one) => one.classList.remove("found"));
  const same = [...document.querySelectorAll(`[data-mark="${CSS.escape(mark.dataset.mark)}"]`)];
  same.forEach((one) => one.classList.add("found"));
  const other = same.find((one) => one !== mark && one.tagName !== mark.tagName) || same.find((one) => one !== mark);
  if (other) other.scrollIntoView({ block: "center" });
});

// The pages of a file, each fetched when the one before it is nearly read.
async function drawPage(box, number) {
  const asked = new URL(box.dataset.picture, location.href);
  asked.searchParams.set("page", number);
  const told = document.createElement("p");
  told.className = "sub";
  told.textContent = `正在画第 ${number} 页……`;
  box.append(told);
  try {
    const answer = await ask(asked);
    if (answer.status === 400) throw new Error(await answer.text());
    if (!answer.ok) throw new Error(refusal(await answer.text()));
    const pages = Number(answer.headers.get("X-Pages")) || 1;
    const image = await createImageBitmap(await answer.blob());
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    canvas.getContext("2d").drawImage(image, 0, 0);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `第 ${number} 页，共 ${pages} 页`);
    told.textContent = pages > 1 ? `第 ${number} 页，共 ${pages} 页` : "";
    box.append(canvas);
    if (number < pages) {
      const seen = new IntersectionObserver(([one]) => {
        if (one.isIntersecting) { seen.disconnect(); drawPage(box, number + 1); }
      }, { rootMargin: "200px" });
      const end = document.createElement("span");
      box.append(end);
      seen.observe(end);
    }
  } catch (error) { told.textContent = error.message; }
}
function drawFirst(box) {
  if (!box.open || box.dataset.begun) return;
  box.dataset.begun = "yes";
  drawPage(box, 1);
}
document.addEventListener("toggle", (event) => { if (event.target.matches(".picturebox")) drawFirst(event.target); }, true);
document.querySelectorAll(".picturebox").forEach(drawFirst);
