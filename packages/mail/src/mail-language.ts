/** The languages of the product. */
export type MailLanguage = 'en' | 'zh-CN';

/** The language for a locale such as `zh`, `zh-Hans-CN` or `de`, or for an Accept-Language header in its own order. */
export function chooseMailLanguage(locales: string | null): MailLanguage {
  for (const locale of (locales ?? '').split(',')) {
    const language = /^\s*([a-z]+)/i.exec(locale)?.[1]?.toLowerCase();
    if (language === 'zh') return 'zh-CN';
    if (language === 'en') return 'en';
  }
  return 'en';
}
