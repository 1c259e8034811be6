// "3 new": counted at the foot of what is read, shown when the reader asks for it, so that nothing moves meanwhile.

import { number, say } from "./words.js";

const seen = new Set();

export function announce({ id, author }) {
  const place = document.querySelector("[data-fresh]");
  if (!place || seen.has(id) || document.getElementById(`message-${id}`)) return;
  if (author && author === document.body.dataset.mine) return; // in another tab of theirs
  seen.add(id);
  const { one, many } = place.dataset;
  place.textContent = seen.size === 1 ? one : many.replace("%n", number(seen.size));
  place.hidden = false;
  if (seen.size === 1 || seen.size % 10 === 0) say(place.textContent); // and not at every single one
}
