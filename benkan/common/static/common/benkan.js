// The little that a page cannot do alone. Every hook is a data- attribute; without this file everything still works.
//   form[data-keep="name"]  keeps unsent answers in this tab, so that a lost page loses nothing
//   form[data-warn]         asks before leaving with unsent answers
//   form[data-again]        may be sent twice (a download)
//   details[data-over]      closes on Escape, and where one presses elsewhere
//   [data-print]            prints the page        [data-forget] on a form: forgets what was kept (signing out)
(() => {
  "use strict";
  const PREFIX = "benkan:";
  // Answers belong to who typed them: on a shared device the next account must not find them.
  const who = document.body.dataset.who || "";
  const store = (() => { try { return window.sessionStorage; } catch { return null; } })();
  const keys = () => (store ? Object.keys(store).filter((key) => key.startsWith(PREFIX)) : []);
  const read = (key) => { try { return JSON.parse(store.getItem(key)); } catch { return null; } };
  const write = (key, value) => { try { store.setItem(key, JSON.stringify(value)); } catch { /* full: the page goes on */ } };
  const forgetAll = () => keys().forEach((key) => store.removeItem(key));

  const keyOf = (form) => PREFIX + form.dataset.keep;
  // Never a password, a file, or what the server itself put there.
  const kept = (form) => [...form.elements].filter((el) => el.name && !["password", "file", "hidden", "submit", "button", "fieldset"].includes(el.type));
  const answers = (form) => kept(form)
    .filter((el) => !["checkbox", "radio"].includes(el.type) || el.checked)
    .flatMap((el) => (el.type === "select-multiple" ? [...el.selectedOptions].map((o) => [el.name, o.value]) : [[el.name, el.value]]));
  const restore = (form, pairs) => kept(form).forEach((el) => {
    const values = pairs.filter(([name]) => name === el.name).map(([, value]) => value);
    if (["checkbox", "radio"].includes(el.type)) el.checked = values.includes(el.value);
    else if (el.type === "select-multiple") [...el.options].forEach((o) => { o.selected = values.includes(o.value); });
    else if (values.length) el.value = values[0];
  });

  // A new page after sending means that it arrived. Not so where a refusal or the sign-in page (a session that ended)
  // came instead, nor after the back arrow (a breakdown): the answers are held.
  const held = !who || document.querySelector("meta[name=benkan-hold]");
  const fresh = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  keys().forEach((key) => {
    const found = read(key);
    if (held) { if (found?.sent) write(key, { ...found, sent: false }); }
    else if (found?.who !== who || (found.sent && fresh)) store.removeItem(key);
  });

  const over = (keep) => document.querySelectorAll("details[data-over][open]").forEach((one) => { if (!one.contains(keep)) one.open = false; });
  document.addEventListener("click", (event) => over(event.target));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") over(null); });

  const dirty = new WeakSet();
  const prepare = (form) => {
    if (!store || !form.dataset.keep || form.dataset.ready) return;
    form.dataset.ready = "yes";
    const found = read(keyOf(form));
    // Answers that the server sends back with their errors are fresher than ours.
    if (!found || found.who !== who || form.querySelector("[aria-invalid=true]")) return;
    const before = JSON.stringify(answers(form));
    restore(form, found.pairs);
    if (before === JSON.stringify(answers(form))) return;
    dirty.add(form);
    const notice = form.querySelector("[data-kept]");
    if (!notice) return;
    notice.hidden = false;
    notice.querySelector("button")?.addEventListener("click", () => { store.removeItem(keyOf(form)); dirty.delete(form); form.reset(); notice.hidden = true; });
  };
  const prepareAll = (root) => {
    root.querySelectorAll("form[data-keep]").forEach(prepare);
    root.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });
  };
  prepareAll(document);
  // On a phone the bar is wider than the screen: where one is comes into sight.
  document.querySelector(".top a[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  document.addEventListener("htmx:load", (event) => prepareAll(event.target.parentElement || document));

  let timer;
  const save = (form) => { if (store && form.dataset.keep) write(keyOf(form), { who, pairs: answers(form) }); };
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form) return;
    dirty.add(form);
    clearTimeout(timer);
    timer = setTimeout(() => save(form), 250);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if ("forget" in form.dataset) forgetAll();
    if (event.defaultPrevented || (form.getAttribute("method") || "get").toLowerCase() !== "post") return;
    if ("sent" in form.dataset) { event.preventDefault(); return; }
    clearTimeout(timer);
    if (store && form.dataset.keep) write(keyOf(form), { who, pairs: answers(form), sent: true });
    dirty.delete(form);
    if ("again" in form.dataset) return;
    form.dataset.sent = "";
    // A request that was stopped, or that answered with a file, must not leave a dead form.
    setTimeout(() => delete form.dataset.sent, 20000);
  });
  // Coming back by the browser's arrow finds a living form.
  window.addEventListener("pageshow", (event) => { if (event.persisted) document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent); });
  window.addEventListener("beforeunload", (event) => { if ([...document.querySelectorAll("form[data-warn]")].some((form) => dirty.has(form))) event.preventDefault(); });

  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });

  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.slice("csrftoken=".length);
  });
})();
