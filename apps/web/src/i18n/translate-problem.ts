import problems from '../../messages/zh-CN/problems.json';
import { currentLanguage } from './current-language.ts';

/** A sentence of the catalogue with places in it, as a pattern. */
interface Pattern {
  pattern: RegExp;
  translation: string;
}

const exact: Readonly<Record<string, string>> = problems;
const maxChars = 2_000;
let readOnce: readonly Pattern[] | undefined;

/**
 * What an error or a text kept in a row says, in the language of the reader. Errors are English sentences, on the wire
 * of the API too; `messages/zh-CN/problems.json` has them with `{0}`, `{1}` where values stand. One that is not in it
 * comes back as it is. Holds the whole catalogue: client components ask `useProblemTranslator`.
 */
export function translateProblem(text: string): string {
  return currentLanguage() === 'zh-CN' ? translate(text, 0) : text;
}

/** A value in a sentence may be a sentence of its own; deeper than `depth` 2 none is. */
function translate(text: string, depth: number): string {
  const known = Object.hasOwn(exact, text) ? exact[text] : undefined;
  if (known !== undefined) return known;
  if (depth > 2 || text.length > maxChars) return text;
  readOnce ??= readPatterns();
  for (const { pattern, translation } of readOnce) {
    const values = pattern.exec(text)?.slice(1);
    if (values === undefined) continue;
    return translation.replaceAll(/\{(\d+)\}/g, (_, index: string) =>
      translate(values[Number(index)] ?? '', depth + 1),
    );
  }
  const sentences = text.split(/(?<=[.!?]) (?=\p{Lu})/u);
  return sentences.length < 2 ? text : sentences.map((sentence) => translate(sentence, depth + 1)).join('');
}

/** The most particular first: that with most text of its own. */
function readPatterns(): Pattern[] {
  return Object.entries(exact)
    .filter(([sentence]) => /\{\d+\}/.test(sentence))
    .sort(([a], [b]) => lettersOf(b) - lettersOf(a))
    .map(([sentence, translation]) => ({ pattern: patternOf(sentence), translation }));
}

const lettersOf = (sentence: string): number => sentence.replaceAll(/\{\d+\}/g, '').length;

function patternOf(sentence: string): RegExp {
  const parts = sentence.split(/\{\d+\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(.*?)')}$`, 's');
}
