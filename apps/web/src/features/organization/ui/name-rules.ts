import { isVisibleLine } from '@modelmint/domain/visible-text';
import type { Translate } from '../../../i18n/translate.ts';

const charactersMax = 80;

/** As the server judges a name that is shown: one line of visible characters. */
export const nameRules = (t: Translate<'ui'>) => ({
  validate: (name: string) => {
    const trimmed = name.trim();
    if (trimmed === '') return t('nameRules.empty');
    if (trimmed.length > charactersMax)
      return t('nameRules.long', { count: String(trimmed.length), max: charactersMax });
    return isVisibleLine(trimmed) || t('nameRules.visible');
  },
});
