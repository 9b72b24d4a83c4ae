import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { currentLanguage } from '../../../i18n/current-language.ts';
import type { Language } from '../../../i18n/language.ts';
import { Note } from '../../../ui/note.tsx';

/** A text of the docs, with a line above it where it is not in the reader's language. */
export function HelpArticle({ language, children }: { language: Language; children: ReactNode }) {
  const t = useTranslations('help');
  const isTranslated = language === currentLanguage();
  return (
    <article className="min-w-0" {...(isTranslated ? {} : { lang: language })}>
      {!isTranslated && (
        <div className="max-w-190 pb-5" lang={currentLanguage()}>
          <Note tone="info">{t('englishOnly')}</Note>
        </div>
      )}
      {children}
    </article>
  );
}
