import { makeProblemTranslator } from '@modelmint/domain/problem-translator';
import problems from '../../messages/zh-CN/problems.json';
import { currentLanguage } from './current-language.ts';

const inChinese = makeProblemTranslator(problems);

/**
 * What an error or a text kept in a row says, in the language of the reader. Errors are English sentences, on the wire
 * of the API too; `messages/zh-CN/problems.json` has them with `{0}` or `{name}` where values stand. What is not in it
 * comes back as it is. Holds the whole catalogue: client components ask `useProblemTranslator`.
 */
export function translateProblem(text: string): string {
  return currentLanguage() === 'zh-CN' ? inChinese(text) : text;
}
