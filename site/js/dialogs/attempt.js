import { reason } from "../language/format.js";
import { say } from "../language/messages.js";

const SOON = 300; // ms within which no message is needed

/**
 * Let Python do something, while a line says how far it is, and then what went wrong, if anything.
 *
 * @param {HTMLElement} status
 * @param {(progress: (text: string) => void) => Promise<void>} act
 * @param {string} [first] what it says at first
 */
export async function attempt(status, act, first = "") {
  status.classList.remove("error");
  status.textContent = first;
  const wait = setTimeout(() => (status.textContent ||= say("Computing …")), SOON);
  try {
    await act((text) => (status.textContent = say(text)));
    status.textContent = "";
  } catch (error) {
    status.textContent = say(reason(error));
    status.classList.add("error");
  } finally {
    clearTimeout(wait);
  }
}
