import type { Translate } from '../../../i18n/translate.ts';

/** What the API asks of a name, said at the field. */
export const nameRules = (t: Translate<'apiKey'>) => ({
  validate: (name: string) => name.trim() !== '' || t('form.nameMissing'),
  maxLength: { value: 100, message: t('form.nameLong') },
});
