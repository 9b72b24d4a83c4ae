import type { AsyncLocalStorage } from 'node:async_hooks';
import { isLanguage, type Language } from './language.ts';

export interface LanguageHolder {
  modelmintLanguage?: AsyncLocalStorage<Language>;
}

/**
 * The language of what is being rendered: in the browser that of the document, on the server that of the request,
 * for server and client components alike. English outside of both.
 */
export function currentLanguage(): Language {
  if (typeof document !== 'undefined') {
    const { lang } = document.documentElement;
    return isLanguage(lang) ? lang : 'en';
  }
  const holder = globalThis as LanguageHolder;
  return holder.modelmintLanguage?.getStore() ?? 'en';
}
