import { OperatorReason } from '@modelmint/domain/operator-reason';
import type { Translate } from '../../../i18n/translate.ts';

/** A reason as the contract of the API has it: one line of visible characters that says something. */
export function reasonRule(t: Translate<'operator'>, u: Translate<'ui'>) {
  return (text: string): true | string => {
    if (OperatorReason.safeParse(text).success) return true;
    if (text.trim() === '') return t('reason.missing');
    return text.trim().length > 300 ? t('reason.long') : u('nameRules.visible');
  };
}
