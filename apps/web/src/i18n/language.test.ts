import { expect, it } from 'vitest';
import { currentLanguage } from './current-language.ts';
import { chooseLanguage, languageCookie, readCookie } from './language.ts';
import { languageOfRequest, runInLanguage } from './run-in-language.ts';

it.each([
  [{}, 'en'],
  [{ acceptLanguage: 'de, zh;q=0.5, en;q=0.4' }, 'zh-CN'],
  [{ acceptLanguage: 'zh-Hans-CN' }, 'zh-CN'],
  [{ acceptLanguage: 'fr' }, 'en'],
  [{ cookie: 'zh-CN', acceptLanguage: 'en' }, 'zh-CN'],
  [{ cookie: '../../etc/passwd', acceptLanguage: 'zh' }, 'zh-CN'],
])('for %o the language is %s', (wish, language) => expect(chooseLanguage(wish)).toBe(language));

it('reads one cookie of many', () => {
  expect(readCookie(`a=b; ${languageCookie}=zh-CN; x${languageCookie}=en`, languageCookie)).toBe('zh-CN');
  expect(readCookie('a; =; b', languageCookie)).toBeUndefined();
});

it('is the language of the request within it, also after waiting, and English outside', async () => {
  const chinese = languageOfRequest({ cookie: `${languageCookie}=zh-CN` });
  const seen = await Promise.all([
    runInLanguage(chinese, async () => {
      await new Promise(setImmediate);
      return currentLanguage();
    }),
    runInLanguage('en', async () => currentLanguage()),
  ]);
  expect([...seen, currentLanguage()]).toEqual(['zh-CN', 'en', 'en']);
});
