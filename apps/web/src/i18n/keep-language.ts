import { type Language, languageCookie } from './language.ts';

const yearSeconds = 365 * 24 * 3600;

/** Keeps the choice where the server sees it, and reads the page again in it. */
export function keepLanguage(language: Language): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
  document.cookie = `${languageCookie}=${language}; path=/; max-age=${yearSeconds}; samesite=lax`;
  // A whole load: the server renders everything in the other language.
  location.reload();
}
