// Figures move by themselves, and a stroke says which.

import { number } from "./words.js";

export function showFigures(figures) {
  const spread = Object.values(figures.continents ?? {}).filter(Boolean).length;
  for (const place of document.querySelectorAll("[data-figure]")) {
    const value = { ...figures, spread }[place.dataset.figure];
    const text = typeof value === "number" ? number(value) : place.textContent;
    if (text === place.textContent) continue;
    place.textContent = text;
    place.classList.remove("moved");
    void place.offsetWidth; // so that the stroke is drawn again
    place.classList.add("moved");
  }
}
