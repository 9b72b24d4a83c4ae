import { badPart } from './part.ts';

/** How often a group may be repeated that can itself match in several ways. */
const repeatsMax = 3;
/** A part that may be repeated oftener counts as one without an end. */
const boundMax = 100;
/** Repeats without an end in one alternative: with each, the time may grow by a further power of the text's length. */
const endlessMax = 3;

interface Group {
  /** It can match one text in several ways: alternatives, options or repeats. */
  isLoose: boolean;
  /** Of the alternative that is read. */
  endless: number;
  /** Of the worst before it. */
  worst: number;
}

const openGroup = (): Group => ({ isLoose: false, endless: 0, worst: 0 });

/**
 * A pattern of a stranger's tokenizer runs on the texts of calls, in a process that serves others too, and nothing stops
 * an expression while it runs. Those of the tokenizers in use are plain lists of alternatives.
 *
 * @throws AppError `invalid_file` for one that could take more than a time that grows with a small power of the length.
 */
export function checkRegex({ source }: RegExp, name: string): void {
  const refuse = (what: string) =>
    badPart(name, `has an expression that may never end: ${what}, in ${JSON.stringify(source.slice(0, 100))}`);
  const groups: Group[] = [openGroup()];
  for (let at = 0; at < source.length; ) {
    const top = groups.at(-1) as Group;
    const char = source[at];
    if (char === '(') {
      groups.push(openGroup());
      at += /^\((?:\?(?:<[=!]|<\w+>|[\w-]*[:=!]))?/.exec(source.slice(at, at + 100))?.[0].length ?? 1;
      continue;
    }
    if (char === '|') {
      top.isLoose = true;
      top.worst = Math.max(top.worst, top.endless);
      top.endless = 0;
      at++;
      continue;
    }
    if (char === '\\' && /^\\(?:[1-9]|k<)/.test(source.slice(at, at + 3))) throw refuse('it refers back to a group');
    const closed = char === ')' && groups.length > 1 ? groups.pop() : undefined;
    at += lengthOfAtom(source, at);
    const { most, length } = readRepeat(source.slice(at, at + 30));
    at += length;
    const outer = groups.at(-1) as Group;
    if (closed?.isLoose && most > repeatsMax) throw refuse('a group that can match in several ways is repeated');
    outer.isLoose ||= closed?.isLoose === true || length > 0;
    outer.endless += Math.max(closed?.endless ?? 0, closed?.worst ?? 0) + (most > boundMax ? 1 : 0);
    if (outer.endless > endlessMax) throw refuse(`more than ${endlessMax} repeats follow each other`);
  }
}

/** An escape, a class or a character. */
function lengthOfAtom(source: string, at: number): number {
  if (source[at] === '\\')
    return (
      /^\\(?:[pPu]\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[\s\S])/u.exec(source.slice(at, at + 80))?.[0].length ?? 2
    );
  if (source[at] !== '[') return 1;
  let end = at + 1;
  while (end < source.length && source[end] !== ']') end += source[end] === '\\' ? 2 : 1;
  return end + 1 - at;
}

/** `*`, `+`, `?` or `{…}`, lazy or not, and how often it allows at most. */
function readRepeat(rest: string): { most: number; length: number } {
  const [found = '', sign, least, comma, most] = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(rest) ?? [];
  if (found === '') return { most: 1, length: 0 };
  if (sign !== undefined) return { most: sign === '?' ? 1 : Number.POSITIVE_INFINITY, length: found.length };
  if (comma === '') return { most: Number(least), length: found.length };
  return { most: most === '' ? Number.POSITIVE_INFINITY : Number(most), length: found.length };
}
