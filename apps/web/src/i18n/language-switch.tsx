'use client';

import { useLocale, useTranslations } from 'next-intl';
import { keepLanguage } from './keep-language.ts';
import { languageNames, languages } from './language.ts';

/** On pages before one is signed in; afterwards the profile has it. */
export function LanguageSwitch() {
  const t = useTranslations('shell');
  const current = useLocale();
  return (
    <fieldset className="flex gap-3 text-small">
      <legend className="sr-only">{t('language')}</legend>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === current}
          onClick={() => keepLanguage(language)}
          className={`min-h-6 py-1 ${language === current ? 'font-medium text-fg' : 'text-fg-3 hover:text-fg'}`}
        >
          {languageNames[language]}
        </button>
      ))}
    </fieldset>
  );
}
