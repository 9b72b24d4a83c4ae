import type { Translate } from '../../../i18n/translate.ts';

const lengthMax = 63;

/** What is wrong with a name, with one that would do; null when nothing is. The server has the last word. */
export function checkEndpointName(t: Translate<'endpoint'>, name: string): string | null {
  if (name === '') return t('nameProblem.empty');
  if (name.length > lengthMax) return t('nameProblem.long', { max: lengthMax });
  if (/^(?!mdl_)[a-z0-9][a-z0-9._-]*$/.test(name)) return null;
  const suggestion = name
    .toLowerCase()
    .replace(/[^a-z0-9._]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '');
  return suggestion === '' ? t('nameProblem.form') : t('nameProblem.formTry', { suggestion });
}
