/** The languages of the product, in the order in which they are offered. */
export const languages = ['en', 'zh-CN'] as const;

export type Language = (typeof languages)[number];

/** What each language calls itself. */
export const languageNames: Record<Language, string> = { en: 'English', 'zh-CN': '简体中文' };

/** Set by the switch; without it the browser's own wish counts. */
export const languageCookie = 'modelmint_language';

export const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value);

/** What a request asks for: the choice in its cookie, else the first of its languages that we have, else English. */
export function chooseLanguage(wish: { cookie?: string | undefined; acceptLanguage?: string | undefined }): Language {
  if (isLanguage(wish.cookie)) return wish.cookie;
  for (const locale of (wish.acceptLanguage ?? '').slice(0, 1000).split(',')) {
    const language = /^\s*([a-z]+)/i.exec(locale)?.[1]?.toLowerCase();
    if (language === 'zh') return 'zh-CN';
    if (language === 'en') return 'en';
  }
  return 'en';
}

/** The value of `name` in a Cookie header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}
