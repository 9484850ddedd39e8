"use strict";
// Sorts and filters the tables of the page. Without it every table can be read
// all the same. Nothing is fetched and nothing is kept.
(() => {
  const number = (text) => {
    const plain = text.replace(/[,%$\s]/g, "").replace(/^\((.*)\)$/, "-$1");
    return /^-?\d*\.?\d+$/.test(plain) ? Number(plain) : null;
  };
  const compare = (a, b) => {
    const x = number(a), y = number(b);
    if (x !== null && y !== null) return x - y;
    if (x !== null || y !== null) return x !== null ? -1 : 1; // marks stand last
    return a.localeCompare(b, undefined, { numeric: true });
  };
  for (const sheet of document.querySelectorAll(".sheet")) {
    const table = sheet.querySelector("table");
    const body = table && table.tBodies[0];
    if (!body || !table.tHead) continue;
    const all = Array.from(body.rows);
    const totals = all.filter((row) => row.classList.contains("total"));
    const members = all.filter((row) => !row.classList.contains("total"));
    const nested = totals.length > 1;
    const heads = Array.from(table.tHead.rows[table.tHead.rows.length - 1].cells);
    if (!nested && heads.every((cell) => cell.colSpan === 1)) {
      heads.forEach((cell, column) => {
        if (!cell.textContent.trim()) return;
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = cell.textContent;
        cell.replaceChildren(button);
        button.addEventListener("click", () => {
          const down = cell.getAttribute("aria-sort") === "ascending";
          for (const other of heads) other.removeAttribute("aria-sort");
          cell.setAttribute("aria-sort", down ? "descending" : "ascending");
          members.sort((a, b) => {
            const order = compare(a.cells[column].textContent, b.cells[column].textContent);
            return down ? -order : order;
          });
          body.append(...members, ...totals);
        });
      });
    }
    const finder = document.createElement("label");
    finder.className = "finder";
    const input = document.createElement("input");
    input.type = "search";
    finder.append(sheet.dataset.filter, input);
    sheet.prepend(finder);
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLocaleLowerCase();
      for (const row of members) row.hidden = wanted !== "" && !row.textContent.toLocaleLowerCase().includes(wanted);
    });
  }
  // On paper everything is open.
  window.addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details")) part.open = true;
  });
})();
