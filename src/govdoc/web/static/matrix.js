"use strict";
// The grid by mouse and by arrow keys; only one cell is a tab stop.
const grid = document.getElementById("matrix");
if (grid) {
  const heads = grid.tHead.rows[0].cells;
  const body = grid.tBodies[0];
  const where = document.getElementById("where");
  const first = where.textContent;
  const told = (cell) => {
    const unit = cell.parentNode.cells[0].dataset.unit;
    const head = heads[cell.cellIndex];
    where.textContent = head.title ? `${unit} · ${head.title}` : first;
  };
  const open = (cell) => {
    const head = heads[cell.cellIndex];
    if (!cell.className || !head.dataset.code || cell.tagName !== "TD") return;
    const asked = new URLSearchParams({ unit: cell.parentNode.cells[0].dataset.unit, notice: head.dataset.notice, indicator: head.dataset.code });
    location.href = `/cell?${asked}`;
  };
  let stop = body.rows[0].cells[2];
  stop.tabIndex = 0;
  const focus = (cell) => {
    if (!cell || cell.cellIndex < 2) return;
    stop.removeAttribute("tabindex");
    stop = cell;
    stop.tabIndex = 0;
    stop.focus();
    told(stop);
  };
  grid.addEventListener("click", (event) => { const cell = event.target.closest("td"); if (cell) open(cell); });
  grid.addEventListener("mouseover", (event) => { const cell = event.target.closest("td"); if (cell) told(cell); });
  grid.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td");
    if (!cell) return;
    const row = cell.parentNode;
    const to = {
      ArrowRight: () => cell.nextElementSibling, ArrowLeft: () => cell.previousElementSibling,
      ArrowDown: () => row.nextElementSibling?.cells[cell.cellIndex], ArrowUp: () => row.previousElementSibling?.cells[cell.cellIndex],
      Home: () => row.cells[2], End: () => row.cells[row.cells.length - 1],
    }[event.key];
    if (to) { event.preventDefault(); focus(to()); }
    if (event.key === "Enter") open(cell);
  });
}
