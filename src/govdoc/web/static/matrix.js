"use strict";
// The grid by mouse and by arrow keys; only one cell is a tab stop. A cell opens over the grid, which is fetched anew
// when something was decided there.
const grid = () => document.getElementById("matrix");
const square = () => document.getElementById("square");
const headOf = (cell) => [...grid().tHead.rows].at(-1).cells[cell.cellIndex];
const unitOf = (cell) => cell.parentNode.cells[0].dataset.unit;

function told(cell) {
  const head = headOf(cell);
  if (head.title) document.getElementById("where").textContent = `${unitOf(cell)} · ${head.title}`;
}

function open(cell) {
  const { notice, code } = headOf(cell).dataset;
  if (!cell.className || !code) return;
  focus(cell);
  const asked = new URLSearchParams({ unit: unitOf(cell), notice, indicator: code });
  htmx.ajax("GET", `/cell?${asked}`, { target: "#square > div", select: ".wide" }).then(() => square().showModal());
}

function focus(cell) {
  if (!cell || cell.cellIndex < 2) return;
  grid().querySelector("td[tabindex]")?.removeAttribute("tabindex");
  cell.tabIndex = 0;
  cell.focus();
  told(cell);
}

function to(cell, key) {
  const row = cell.parentNode;
  return {
    ArrowRight: () => cell.nextElementSibling, ArrowLeft: () => cell.previousElementSibling,
    ArrowDown: () => row.nextElementSibling?.cells[cell.cellIndex], ArrowUp: () => row.previousElementSibling?.cells[cell.cellIndex],
    Home: () => row.cells[2], End: () => row.cells[row.cells.length - 1],
  }[key];
}

htmx.onLoad(() => {
  const first = grid()?.tBodies[0].rows[0].cells[2];
  if (first && !grid().querySelector("td[tabindex]")) first.tabIndex = 0;
});
const within = (event) => event.target.closest("#matrix td");
document.addEventListener("click", (event) => { const cell = within(event); if (cell) open(cell); });
document.addEventListener("mouseover", (event) => { const cell = within(event); if (cell) told(cell); });
document.addEventListener("keydown", (event) => {
  const cell = within(event);
  const step = cell && to(cell, event.key);
  if (step) { event.preventDefault(); focus(step()); }
  if (cell && event.key === "Enter") open(cell);
});
let decided = false;
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.detail.requestConfig.verb === "post") decided = true;
});
document.addEventListener("close", (event) => {
  if (event.target === square() && decided) htmx.trigger("form.filter", "change");
  decided = false;
}, true);
