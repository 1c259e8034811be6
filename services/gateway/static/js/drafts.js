// What is being written is kept on this device until it was sent, per form and per person, for two weeks.

import { say, words } from "./words.js";

const KEPT = 14 * 24 * 3600 * 1000;
const PAUSE = 400;
const { mine } = document.body.dataset;
const name = (form) => `draft:${mine ?? ""}:${form.dataset.draft}`;
const texts = (form) => [...form.querySelectorAll("textarea, input[type=text]")].filter((field) => field.name);

export function keepDrafts() {
  forgetOld();
  if (!mine) return;
  for (const form of document.querySelectorAll("form[data-draft]")) keep(form);
}

function keep(form) {
  restore(form);
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => save(form), PAUSE);
  });
  addEventListener("pagehide", () => !("sent" in form.dataset) && save(form));
  form.addEventListener("submit", () => sessionStorage.setItem("sent", name(form)));
}

function save(form) {
  const typed = Object.fromEntries(texts(form).map((field) => [field.name, field.value]));
  const anything = texts(form).some((field) => field.value !== field.defaultValue);
  try {
    const kept = form.querySelector("[data-kept]");
    if (kept) kept.hidden = !anything;
    if (anything) localStorage.setItem(name(form), JSON.stringify({ at: Date.now(), typed }));
    else localStorage.removeItem(name(form));
  } catch {
    // full or forbidden: the page works without
  }
}

// A form that was just sent and did not come back with a complaint has arrived: its draft may go.
function restore(form) {
  const complained = document.querySelector("[data-focus]");
  if (sessionStorage.getItem("sent") === name(form) && !complained) localStorage.removeItem(name(form));
  sessionStorage.removeItem("sent");
  const known = JSON.parse(localStorage.getItem(name(form)) ?? "null");
  if (!known) return;
  let restored = false;
  for (const field of texts(form)) {
    if (field.value || !known.typed[field.name]) continue;
    field.value = known.typed[field.name];
    restored = true;
  }
  if (restored) say(words("restored"));
}

function forgetOld() {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith("draft:")) continue;
    const known = JSON.parse(localStorage.getItem(key) ?? "null");
    if (!known || Date.now() - known.at > KEPT) localStorage.removeItem(key);
  }
}
