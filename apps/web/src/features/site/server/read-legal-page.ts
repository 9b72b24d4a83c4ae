import { deps } from '../../../deps.ts';
import { currentLanguage } from '../../../i18n/current-language.ts';
import type { PageText } from '../../help/server/read-in-language.ts';
import { readLegalText } from './read-legal-text.ts';

/** What the operator has written, in the reader's language if they have; read for each visit, so that a change needs no start. */
export function readLegalPage(name: 'terms' | 'privacy'): Promise<PageText> {
  return readLegalText(deps().env.legalFolder, name, currentLanguage());
}
