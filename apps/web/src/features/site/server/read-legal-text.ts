import type { Language } from '../../../i18n/language.ts';
import { type PageText, readInLanguage } from '../../help/server/read-in-language.ts';

/**
 * A legal page of `folder`: for Chinese readers the file in `zh-CN/` where there is one, else the one that all have. An
 * operator may have written that one in Chinese, so its words say what language it is in.
 */
export async function readLegalText(folder: string, name: 'terms' | 'privacy', language: Language): Promise<PageText> {
  const page = await readInLanguage(folder, name, language);
  const isOwnChinese = language === 'zh-CN' && /\p{Script=Han}/u.test(page.markdown);
  return isOwnChinese ? { ...page, language } : page;
}
