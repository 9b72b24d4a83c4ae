const charactersMax = 254;
const localCharactersMax = 64;
/** One dot-separated local part without quotes, and a domain of at least two names. */
const shape =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/**
 * The one form under which an address is kept and looked up: NFKC, lower case, plain ASCII, a single `@`.
 * null for everything that is not one such address, so that two spellings never make two people
 * and no mail goes to a second recipient.
 */
export function normalizeEmail(text: string): string | null {
  const normal = text.trim().normalize('NFKC').toLowerCase();
  if (normal.length > charactersMax || normal.indexOf('@') > localCharactersMax) return null;
  return shape.test(normal) ? normal : null;
}
