// The four answers of a pair by one key each: a button[data-key] is pressed by its letter. Without this file, and where
// the box is not checked, the buttons alone answer. No key is taken while one types, chooses in a list, or holds it down.
(() => {
  "use strict";
  const KEPT = "benkan-answers-by-key"; // a habit of this device, nothing of anybody
  const box = document.querySelector("[data-answers-by-key]");
  if (!box) return;
  const read = () => { try { return window.localStorage.getItem(KEPT); } catch { return null; } };
  const write = (value) => { try { window.localStorage.setItem(KEPT, value); } catch { /* the page goes on */ } };
  const show = () => document.querySelectorAll("[data-key]").forEach((button) => {
    button.querySelector("kbd").hidden = !box.checked;
    if (box.checked) button.setAttribute("aria-keyshortcuts", button.dataset.key.toUpperCase());
    else button.removeAttribute("aria-keyshortcuts");
  });
  box.closest("label").hidden = false;
  box.checked = read() !== "no";
  box.addEventListener("change", () => { write(box.checked ? "yes" : "no"); show(); });
  show();

  const typing = (place) => place.closest("textarea, select, [contenteditable], input:not([type=checkbox])");
  document.addEventListener("keydown", (event) => {
    if (!box.checked || event.repeat || event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const button = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key.toLowerCase());
    if (!button) return;
    event.preventDefault();
    button.click();
  });
})();
