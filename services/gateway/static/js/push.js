// Lets this browser ring: asks for leave only when its button is pressed, then tells notifications where to send.

import { say, words } from "./words.js";

const place = document.querySelector("[data-push]");

export function offerPush() {
  if (!place) return;
  place.querySelector("[data-without]").hidden = true;
  const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  place.querySelector(able ? "button" : "[data-unable]").hidden = false;
  place.querySelector("button").addEventListener("click", subscribe);
}

async function subscribe() {
  try {
    if ((await Notification.requestPermission()) !== "granted") return tell("push-denied");
    const worker = await navigator.serviceWorker.ready;
    const known = await worker.pushManager.getSubscription();
    const made = known ?? (await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: await key() }));
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify(made);
    const answer = await fetch("/api/notifications/push/subscriptions", { method: "POST", headers, body });
    if (!answer.ok) throw new Error(answer.status);
    location.reload(); // the list of browsers has one more
  } catch {
    tell("push-failed");
  }
}

// VAPID (RFC 8292): base64url as the service says it, bytes as older browsers want it
async function key() {
  const { key } = await (await fetch("/api/notifications/push/key")).json();
  const text = atob(key.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function tell(name) {
  const said = place.querySelector("[data-told]");
  said.textContent = words(name);
  said.hidden = false;
  say(said.textContent);
}
