import { deps } from '../../../deps.ts';
import { currentLanguage } from '../../../i18n/current-language.ts';
import { type PageText, readInLanguage } from '../../help/server/read-in-language.ts';

/** What the operator has written, in the reader's language if they have; read for each visit, so that a change needs no start. */
export function readLegalPage(name: 'terms' | 'privacy'): Promise<PageText> {
  return readInLanguage(deps().env.legalFolder, name, currentLanguage());
}
