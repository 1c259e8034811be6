// One connection per tab: the bell and the figures move by themselves, the rest is announced and waits for the reader.

import { showFigures } from "./figures.js";
import { askSoon, ring } from "./bells.js";
import { announce } from "./fresh.js";
import { say, words } from "./words.js";

const LONGEST_WAIT = 6000; // thousands may have to come back at once
const { course, topic } = document.body.dataset;
let last = ""; // browsers resume by themselves; this is for the times when they gave up
let source;

function address() {
  const asked = new URLSearchParams({ course });
  if (topic) asked.set("topic", topic);
  if (last) asked.set("last", last);
  return `/stream?${asked}`;
}

function hear(name, tell) {
  source.addEventListener(name, (event) => {
    last = event.lastEventId || last;
    tell(JSON.parse(event.data));
  });
}

export function listen() {
  source = new EventSource(address());
  hear("figures", showFigures);
  hear("bell", ring);
  hear("fresh", announce);
  hear("refresh", showRefresh);
  source.addEventListener("open", askSoon, { once: true });
  source.addEventListener("error", () => {
    // a browser gives up by itself after an answer that is not a stream, as while we are being updated
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 5000 + Math.random() * LONGEST_WAIT);
  });
}

function showRefresh() {
  document.querySelector("[data-refresh]").hidden = false;
  say(words("refresh"));
  askSoon();
}

addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", (event) => event.persisted && listen());
