import { auditActionNames, auditActions } from '@modelmint/domain/audit-action';
import { expect, it } from 'vitest';
import { chineseMessages } from '../../../i18n/chinese-messages.ts';
import { english } from '../../../i18n/english-translator.ts';
import { actionWords } from './audit-words.ts';

it.each(auditActionNames)('says in both languages what %s is', (action) => {
  const words = actionWords(english('audit'), action);
  expect(words.toLowerCase()).toBe(auditActions[action].toLowerCase());
  expect(Object.keys(chineseMessages.audit.action)).toContain(action.replaceAll('.', '_'));
});

it('names an act without words as the exports do', () => {
  expect(actionWords(english('audit'), 'rain.fall')).toBe('rain.fall');
});
