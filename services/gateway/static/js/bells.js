// The bell's count, in the frame and in the page's title.

import { number, say, words } from "./words.js";

const LONGEST_WAIT = 6000;
const badge = document.querySelector("[data-unread]");
const spoken = document.querySelector("[data-unread-words]");
const bell = document.querySelector("[data-bell]");
const title = document.title;
const { course } = document.body.dataset;
let unread = badge ? Number(badge.textContent.replace(/\D/g, "")) : 0;
let asking = 0;

function show(count) {
  unread = count;
  if (!badge) return;
  badge.textContent = number(count);
  badge.hidden = spoken.hidden = count === 0;
  document.title = count ? `(${count}) ${title}` : title;
}

export function ring({ about, grouped }) {
  if (!grouped) show(unread + 1);
  bell?.classList.remove("rings");
  void bell?.offsetWidth; // so that it rings again
  bell?.classList.add("rings");
  say(`${words("bell")} ${about.title}`);
  askSoon();
}

// The count grows at once, and is made right a little later: another page may have read the bells meanwhile.
export function askSoon() {
  if (!badge || asking) return;
  asking = setTimeout(async () => {
    asking = 0;
    try {
      const answer = await fetch(`/api/notifications/bells/unread?course=${encodeURIComponent(course)}`);
      if (answer.ok) show((await answer.json()).unread);
    } catch {
      // away: the next bell, or the next page, tells
    }
  }, 1000 + Math.random() * LONGEST_WAIT);
}

show(unread);
