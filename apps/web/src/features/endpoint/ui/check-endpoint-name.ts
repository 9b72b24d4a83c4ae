import { findScratchModel } from '@modelmint/domain/base-model';
import { EndpointName } from '@modelmint/domain/endpoint-name';
import type { Translate } from '../../../i18n/translate.ts';

const lengthMax = 63;

/** What the contract of the API refuses in a name, with one that would do; null when nothing. */
export function checkEndpointName(t: Translate<'endpoint'>, name: string): string | null {
  if (name === '') return t('nameProblem.empty');
  if (name.length > lengthMax) return t('nameProblem.long', { max: lengthMax });
  if (EndpointName.safeParse(name).success) return null;
  if (findScratchModel(name) !== undefined) return t('nameProblem.baseModel');
  const suggestion = name
    .toLowerCase()
    .replace(/[^a-z0-9._]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '');
  return suggestion === '' ? t('nameProblem.form') : t('nameProblem.formTry', { suggestion });
}
