// Help while writing: who is meant by "@ca…", and whether it was discussed already. The form works without it.

import { say } from "./words.js";

const { course } = document.body.dataset;
const PAUSE = 250;

export function compose() {
  for (const place of document.querySelectorAll("[data-mentions]")) completeNames(place);
  for (const field of document.querySelectorAll("[data-similar]")) showSimilar(field);
}

async function ask(path, parameters) {
  try {
    const answer = await fetch(`${path}?${new URLSearchParams(parameters)}`);
    return answer.ok ? (await answer.json()).items : [];
  } catch {
    return []; // away: one writes on without help
  }
}

function paused(act) {
  let waiting;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(act, PAUSE);
  };
}

// A list below the text, as a combobox has one (WAI-ARIA APG): arrows choose, Enter takes, Escape leaves.
function completeNames(place) {
  const field = place.querySelector("textarea");
  const list = Object.assign(document.createElement("ul"), { className: "people-found", id: `${field.id}-people`, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", place.dataset.mentions);
  place.append(list);
  let chosen = 0;

  const typed = () => /(?:^|\s)@([\p{L}\p{M}'’ -]{1,40})$/u.exec(field.value.slice(0, field.selectionStart));
  const close = () => {
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  };
  const choose = (index) => {
    chosen = (index + list.children.length) % list.children.length;
    [...list.children].forEach((one, at) => one.setAttribute("aria-selected", String(at === chosen)));
    field.setAttribute("aria-activedescendant", list.children[chosen].id);
    say(list.children[chosen].textContent);
  };
  const take = (option) => {
    const found = typed();
    if (!found) return close();
    const start = field.selectionStart - found[1].length - 1;
    field.setRangeText(`@[${option.dataset.name}](${option.dataset.id}) `, start, field.selectionStart, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    close();
  };

  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-autocomplete", "list");
  field.addEventListener("input", paused(async () => {
    const found = typed();
    if (!found || found[1].includes("  ")) return close();
    const people = await ask("/api/enrolment/people/search", { course, q: found[1].trim() });
    list.replaceChildren(...people.map((one, at) => {
      const option = Object.assign(document.createElement("li"), { id: `${list.id}-${at}` });
      option.setAttribute("role", "option");
      option.textContent = one.organisation ? `${one.name}, ${one.organisation}` : one.name;
      Object.assign(option.dataset, { name: one.name, id: one.id });
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        take(option);
      });
      return option;
    }));
    list.hidden = people.length === 0;
    if (people.length) choose(0);
  }));
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const keys = { ArrowDown: () => choose(chosen + 1), ArrowUp: () => choose(chosen - 1), Escape: close };
    keys.Enter = keys.Tab = () => take(list.children[chosen]);
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  field.addEventListener("blur", close);
}

function showSimilar(field) {
  const place = document.getElementById(field.dataset.similar);
  field.addEventListener("input", paused(async () => {
    const title = field.value.trim();
    const found = title.length > 5 ? await ask(`/api/forum/courses/${course}/discussions/similar`, { title }) : [];
    place.hidden = found.length === 0;
    place.querySelector("ul").replaceChildren(...found.map((one) => {
      const link = Object.assign(document.createElement("a"), { href: `/discussions/${one.id}`, target: "_blank", textContent: one.title });
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
  }));
}
