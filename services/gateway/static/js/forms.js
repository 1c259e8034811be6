// Forms are sent once, and what is wrong gets the focus; menus close by Escape or a click elsewhere.

import { say, words } from "./words.js";

export function mindForms() {
  document.querySelector("[data-focus]")?.focus();
  for (const form of document.forms) {
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if ("sent" in form.dataset) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "";
      if (form.method === "post") say(words("sending"));
      for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
    });
  }
  // back by the browser's button: the form may be sent again
  addEventListener("pageshow", () => {
    for (const form of document.forms) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
    }
  });
}

export function mindMenus() {
  const menus = [...document.querySelectorAll("[data-menu]")];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus.filter((one) => one.open)) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
  });
  for (const menu of menus) {
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
  }
}
