import { anchorOf } from './anchor-of.ts';

export interface Heading {
  /** 1 for the title. */
  level: number;
  text: string;
  /** 1-based, as the Markdown parser counts. */
  line: number;
}

/** The headings of a page in their order; a `#` inside of code is a comment. */
export function headingsOf(markdown: string): Heading[] {
  const headings: Heading[] = [];
  let isCode = false;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (line.startsWith('```')) isCode = !isCode;
    const found = isCode ? null : /^(#+) (.+)$/.exec(line);
    if (found !== null) headings.push({ level: found[1]?.length ?? 1, text: found[2] ?? '', line: index + 1 });
  }
  return headings;
}

/** A heading with the id that links name. */
export interface Section extends Heading {
  anchor: string;
}

/**
 * The headings of a page with their ids, which come from the English page in every language: `/docs/api#batches` leads to the
 * same place for each reader. A translation has the same headings in the same order; a test compares them.
 */
export function sectionsOf(markdown: string, english: string): Section[] {
  const names = headingsOf(english);
  return headingsOf(markdown).map((heading, index) => ({
    ...heading,
    anchor: anchorOf(names[index]?.text ?? heading.text),
  }));
}
