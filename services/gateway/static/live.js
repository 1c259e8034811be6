// What makes an open page live: the figures and the bell's count move by themselves, the rest waits for the reader.
// The page is whole without this file. Nothing that is being read changes its place.

const course = document.body.dataset.course;
const signedIn = "signedIn" in document.body.dataset;
const heard = document.querySelector("[data-heard]");
const badge = document.querySelector("[data-unread]");
const title = document.title;
const numbers = new Intl.NumberFormat("fr-FR");
const LONGEST_WAIT = 6000; // thousands hear of one event at once: they do not all ask at once

let unread = badge ? Number(badge.textContent) : 0;
let asking = 0;
let last = ""; // browsers resume by themselves; this is for the times when they gave up

function say(sentence) {
  heard.textContent = sentence;
}

function showUnread(count) {
  unread = count;
  if (!badge) return;
  badge.textContent = numbers.format(count);
  badge.hidden = count === 0;
  document.title = count ? `(${count}) ${title}` : title;
}

function showFigures(figures) {
  const spread = Object.values(figures.continents ?? {}).filter(Boolean).length;
  for (const place of document.querySelectorAll("[data-figure]")) {
    const value = { ...figures, spread }[place.dataset.figure];
    const text = typeof value === "number" ? numbers.format(value) : place.textContent;
    if (text === place.textContent) continue;
    place.textContent = text;
    place.classList.remove("moved");
    void place.offsetWidth; // so that the stroke is drawn again
    place.classList.add("moved");
  }
}

// The count grows at once, and is made right a little later: another page may have read the bells meanwhile.
function askSoon() {
  if (!signedIn || asking) return;
  asking = setTimeout(async () => {
    asking = 0;
    try {
      const answer = await fetch(`/api/notifications/bells/unread?course=${encodeURIComponent(course)}`);
      if (answer.ok) showUnread((await answer.json()).unread);
    } catch {
      // away: the next bell, or the next page, tells
    }
  }, 1000 + Math.random() * LONGEST_WAIT);
}

function showRefresh() {
  document.querySelector("[data-refresh]").hidden = false;
  say("Il y a du nouveau depuis que cette page est ouverte. Vous pouvez la recharger.");
}

function listen() {
  const resume = last ? `&last=${last}` : "";
  const source = new EventSource(`/stream?course=${encodeURIComponent(course)}${resume}`);
  source.addEventListener("figures", (event) => {
    last = event.lastEventId || last;
    showFigures(JSON.parse(event.data));
  });
  source.addEventListener("bell", (event) => {
    last = event.lastEventId;
    showUnread(unread + 1);
    say(`Du nouveau pour vous : ${JSON.parse(event.data).about.title}`);
    askSoon();
  });
  source.addEventListener("refresh", () => {
    showRefresh();
    askSoon();
  });
  source.addEventListener("open", askSoon, { once: true });
  source.addEventListener("error", () => {
    // a browser gives up by itself after an answer that is not a stream, as while we are being updated
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 5000 + Math.random() * LONGEST_WAIT);
  });
  addEventListener("pagehide", () => source.close(), { once: true });
}

showUnread(unread);
listen();
addEventListener("pageshow", (event) => event.persisted && listen());
