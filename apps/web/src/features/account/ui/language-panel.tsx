'use client';

import { useLocale, useTranslations } from 'next-intl';
import { keepLanguage } from '../../../i18n/keep-language.ts';
import { type Language, languageNames, languages } from '../../../i18n/language.ts';
import { callApi } from '../../../ui/call-api.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Select } from '../../../ui/select.tsx';
import { useAction } from '../../../ui/use-action.ts';

/** Kept with the account for mails, and in this browser for pages. */
export function LanguagePanel() {
  const t = useTranslations('account');
  const current = useLocale();
  const change = useAction(async (language: Language) => {
    await callApi('/api/account', { method: 'PATCH', body: { language } });
    keepLanguage(language);
  });
  return (
    <Panel title={t('language.title')} description={t('language.text')}>
      <div className="grid max-w-60 gap-3">
        <Select
          label={t('language.title')}
          options={languages.map((value) => ({ value, label: languageNames[value] }))}
          value={current}
          onValueChange={(language) => change.run(language)}
        />
        <FormProblem problem={change.problem} />
      </div>
    </Panel>
  );
}
