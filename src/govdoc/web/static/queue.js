"use strict";
// The queue by keyboard: the next sheet is fetched before it is asked for, and a decision moves on to it.
const sheet = document.getElementById("sheet");
const rows = () => [...document.querySelectorAll("#rows .row")];
const ahead = new Map();
let current = document.querySelector(`#rows .row[data-id="${document.getElementById("rows").dataset.first}"]`);
let busy = false;

function fetched(row) {
  const id = row.dataset.id;
  if (!ahead.has(id)) {
    ahead.set(id, ask(`/review/row?id=${id}`).then(async (answer) => {
      const text = await answer.text();
      if (!answer.ok) throw new Error(refusal(text));
      return text;
    }));
    if (ahead.size > 12) ahead.delete(ahead.keys().next().value);
  }
  return ahead.get(id);
}

function neighbour(step, from = current) {
  const all = rows();
  return all[all.indexOf(from) + step];
}

function beyond(where) {
  const link = document.querySelector(`.list [rel=${where}]`);
  if (link) location.href = link.href; else tell("清单到头了。");
}

async function go(row, focus) {
  try {
    const html = await fetched(row);
    ahead.delete(row.dataset.id);
    sheet.innerHTML = html;
  } catch (error) { tell(error.message, true); return; }
  choose(row);
  if (focus !== false) sheet.focus({ preventScroll: true });
}

function choose(row) {
  if (current) { current.classList.remove("now"); current.querySelector(".to").removeAttribute("aria-current"); }
  current = row;
  row.classList.add("now");
  row.querySelector(".to").setAttribute("aria-current", "true");
  row.scrollIntoView({ block: "nearest" });
  const next = neighbour(1);
  if (next) fetched(next).catch(() => ahead.delete(next.dataset.id));
}

const picked = () => rows().filter((row) => row.querySelector(".pick").checked);

function count() {
  const number = picked().length;
  document.getElementById("picked").textContent = number ? `，已选 ${number} 条` : "";
}

async function decide(kind, extra = {}) {
  const pair = sheet.querySelector(".pair");
  if (!pair || busy) return;
  const many = picked();
  const chosen = many.length ? many : [current];
  const word = { accept: "认可", reject: "不认可", move: "改到", comment: "备注" }[kind];
  if (many.length > 1 && !confirm(`将对选中的 ${many.length} 条定为“${word}”，继续吗？`)) return;
  const seen = many.length ? document.getElementById("rows").dataset.seen : pair.dataset.seen;
  const fields = new URLSearchParams({ kind, seen, comment: sheet.querySelector("[name=comment]").value, ...extra });
  chosen.forEach((row) => fields.append("rows", row.dataset.id));
  if (!many.length && kind === "accept") {
    sheet.querySelectorAll("[name=items]:checked").forEach((box) => fields.append("items", box.value));
  }
  busy = true;
  const done = await post("/review/decide", fields);
  busy = false;
  tell(done.message + (done.status === 409 && many.length ? "选中的请先刷新再定。" : ""), !done.ok);
  if (done.status === 409) { ahead.clear(); await go(current); return; }
  if (!done.ok) return;
  chosen.forEach((row) => {
    row.classList.toggle("done", kind !== "comment");
    row.querySelector(".state").textContent = `已${word}`;
    row.querySelector(".pick").checked = false;
  });
  count();
  ahead.clear();
  const next = kind === "comment" ? current : neighbour(1, chosen[chosen.length - 1]);
  if (next) await go(next); else await go(current);
}

async function undo() {
  const done = await post("/review/undo", {});
  tell(done.message, !done.ok);
  if (!done.ok) return;
  const back = rows().filter((row) => done.rows.includes(row.dataset.id));
  back.forEach((row) => { row.classList.remove("done"); row.querySelector(".state").textContent = ""; });
  ahead.clear();
  const to = back[0] || current;
  if (to) await go(to);
}

const actions = {
  j: () => (neighbour(1) ? go(neighbour(1)) : beyond("next")), k: () => (neighbour(-1) ? go(neighbour(-1)) : beyond("prev")),
  "?": () => location.assign("/help"),
  p: () => { const box = sheet.querySelector(".picturebox"); if (box) box.open = !box.open; },
  a: () => decide("accept"), r: () => decide("reject"), u: undo,
  m: () => sheet.querySelector("[name=to]")?.focus(), c: () => sheet.querySelector("[name=comment]")?.focus(),
  x: () => { const box = current?.querySelector(".pick"); if (box) { box.checked = !box.checked; count(); } },
};

document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input:not([type=checkbox]), select, textarea");
  if (field) {
    if (event.key === "Escape") { sheet.focus(); event.preventDefault(); }
    if (event.key === "Enter" && field.closest(".pen")) {
      event.preventDefault();
      if (field.name === "to" && field.value) decide("move", { to: field.value });
      if (field.name === "comment") decide("comment");
    }
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const key = { ArrowDown: "j", ArrowUp: "k" }[event.key] || event.key.toLowerCase();
  if (event.key.startsWith("Arrow") && event.target.closest(".evidence")) return;
  if (actions[key]) { event.preventDefault(); actions[key](); }
});

document.addEventListener("click", (event) => {
  const to = event.target.closest("#rows .to");
  if (to) { event.preventDefault(); go(to.closest(".row")); }
  if (event.target.closest("#all")) {
    const left = rows().filter((row) => !row.querySelector(".pick").checked);
    (left.length ? left : rows()).forEach((row) => { row.querySelector(".pick").checked = left.length > 0; });
    count();
  }
  const button = event.target.closest(".keybar button");
  if (button) actions[button.dataset.key]();
});
document.addEventListener("change", (event) => { if (event.target.matches(".pick")) count(); });
document.addEventListener("submit", (event) => { if (event.target.matches(".pen")) event.preventDefault(); });
if (current) choose(current);
