const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
const length = 25;

/**
 * Returns a new id of the form BuildKit gives everything (25 characters, base 36). It only has to differ from others of
 * the same daemon; nothing secret hangs on it, and Node's cryptography takes long to load.
 */
export function randomId(): string {
  let id = "";
  while (id.length < length) id += alphabet.charAt(Math.floor(Math.random() * alphabet.length));
  return id;
}
