// What is under way is looked at again every other second until it has arrived; without scripts one reloads the page.

const PAUSE = 2000;

export function lookAgain() {
  if (document.querySelector("[data-under-way]")) setTimeout(look, PAUSE);
}

async function look() {
  try {
    const answer = document.hidden ? null : await fetch(location.pathname + location.search);
    if (answer?.ok) replace(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // away: the next look may find more
  }
  lookAgain();
}

function replace(page) {
  for (const place of document.querySelectorAll("[data-under-way]")) {
    const now = page.getElementById(place.id);
    if (now) place.replaceWith(document.adoptNode(now));
  }
}
