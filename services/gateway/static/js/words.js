// The sentences that scripts say; the page brings them in its reader's language.

export const language = document.documentElement.lang;
const numbers = new Intl.NumberFormat(language);
const heard = document.querySelector("[data-heard]");

export const number = (value) => numbers.format(value);

export const words = (name) => document.querySelector(`template[data-say="${name}"]`)?.content.textContent ?? "";

// politely, for those who listen to the page
export function say(sentence) {
  heard.textContent = sentence;
}
