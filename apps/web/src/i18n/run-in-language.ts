import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingHttpHeaders } from 'node:http';
import type { LanguageHolder } from './current-language.ts';
import { chooseLanguage, type Language, languageCookie, readCookie } from './language.ts';

export const languageOfRequest = (headers: IncomingHttpHeaders): Language =>
  chooseLanguage({ cookie: readCookie(headers.cookie, languageCookie), acceptLanguage: headers['accept-language'] });

/** Runs `work` and all that it starts in `language`; `currentLanguage` reads it. */
export function runInLanguage<Result>(language: Language, work: () => Result): Result {
  const holder = globalThis as LanguageHolder;
  // One for the process: the server's bundle sets it, Next's reads it.
  holder.modelmintLanguage ??= new AsyncLocalStorage<Language>();
  return holder.modelmintLanguage.run(language, work);
}
