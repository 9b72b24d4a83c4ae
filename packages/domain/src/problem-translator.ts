/** A sentence of the catalogue with places for values in it. */
interface Pattern {
  /** What stands before, between and after the places. */
  literals: readonly string[];
  places: readonly string[];
  translation: string;
  /** A number of things, such as `{0} texts`: any name may end in such a word, so its value is a number. */
  isCount: boolean;
}

export type TranslateProblem = (text: string) => string;

const maxChars = 1_500;
const maxSentences = 12;
const maxDepth = 4;

/**
 * Translates errors and texts kept in rows, which are English sentences, by a catalogue that has them with `{0}` or `{name}`
 * where values stand. What is not in it comes back as it is.
 */
export function makeProblemTranslator(exact: Readonly<Record<string, string>>): TranslateProblem {
  let readOnce: readonly Pattern[] | undefined;
  return (text) => (text.length > maxChars ? text : translate(text, 0));

  function translate(text: string, depth: number): string {
    return translateWhole(text, depth) ?? translateParts(text, depth);
  }

  function translateWhole(text: string, depth: number): string | undefined {
    const trimmed = text.trim();
    if (Object.hasOwn(exact, trimmed)) return exact[trimmed];
    if (depth >= maxDepth) return undefined;
    readOnce ??= readPatterns(exact);
    for (const pattern of readOnce) {
      const found = fill(pattern, trimmed, depth);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** A value may be a sentence of the catalogue; one that merely swallows the next sentence is none. */
  function fill({ literals, places, translation, isCount }: Pattern, text: string, depth: number): string | undefined {
    const values = valuesIn(text, literals);
    if (values === undefined || (isCount && !/^\d[\d,.]*$/.test(values[0] ?? ''))) return undefined;
    const said = values.map((value) => translate(value, depth + 1));
    if (values.some((value, index) => said[index] === value && sentencesOf(value).length > 1)) return undefined;
    return translation.replaceAll(/\{(\w+)\}/g, (place, name: string) => said[places.indexOf(name)] ?? place);
  }

  /** As many sentences at once as are known together. */
  function translateParts(text: string, depth: number): string {
    const sentences = sentencesOf(text);
    if (sentences.length < 2 || sentences.length > maxSentences || depth >= maxDepth) return text;
    for (let count = sentences.length - 1; count > 0; count -= 1) {
      const head = translateWhole(sentences.slice(0, count).join(' '), depth + 1);
      if (head !== undefined) return `${head}${translate(sentences.slice(count).join(' '), depth + 1)}`;
    }
    return `${sentences[0]} ${translate(sentences.slice(1).join(' '), depth + 1)}`;
  }
}

/**
 * What stands in the places, each as short as it can be. Each literal is looked for once, after the one before: a regular
 * expression would try all ways again, for seconds where somebody wrote a name that nearly fits.
 */
function valuesIn(text: string, literals: readonly string[]): string[] | undefined {
  const [head = '', ...rest] = literals;
  const tail = rest.pop() ?? '';
  if (!text.startsWith(head) || !text.endsWith(tail)) return undefined;
  const end = text.length - tail.length;
  const values: string[] = [];
  let from = head.length;
  for (const literal of rest) {
    const at = text.indexOf(literal, from);
    if (at === -1) return undefined;
    values.push(text.slice(from, at));
    from = at + literal.length;
  }
  return from > end ? undefined : [...values, text.slice(from, end)];
}

const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?:]) (?=[\p{Lu}"'“])/u);

/** The most particular first: that with most text of its own. */
function readPatterns(exact: Readonly<Record<string, string>>): Pattern[] {
  return Object.entries(exact)
    .filter(([sentence]) => /\{\w+\}/.test(sentence))
    .map(([sentence, translation]) => patternOf(sentence, translation))
    .sort((a, b) => lettersOf(b) - lettersOf(a));
}

const lettersOf = ({ literals }: Pattern): number => literals.reduce((sum, literal) => sum + literal.length, 0);

function patternOf(sentence: string, translation: string): Pattern {
  return {
    literals: sentence.split(/\{\w+\}/),
    places: [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''),
    translation,
    isCount: /^(?:about )?\{\w+\} \p{Ll}+$/u.test(sentence),
  };
}
