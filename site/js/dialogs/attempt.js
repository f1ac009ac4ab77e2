import { reason } from "../language/format.js";
import { say } from "../language/messages.js";

const SOON = 300; // ms within which no message is needed

/**
 * Let Python do something, while a line says how far it is, and then what went wrong, if anything.
 *
 * @param {HTMLElement} told the line
 * @param {(progress: (text: string) => void) => Promise<void>} act
 * @param {string} [first] what it says at first
 */
export async function attempt(told, act, first = "") {
  told.classList.remove("error");
  told.textContent = first;
  const wait = setTimeout(() => (told.textContent ||= say("Computing …")), SOON);
  try {
    await act((text) => (told.textContent = say(text)));
    told.textContent = "";
  } catch (error) {
    told.textContent = say(reason(error));
    told.classList.add("error");
  } finally {
    clearTimeout(wait);
  }
}
