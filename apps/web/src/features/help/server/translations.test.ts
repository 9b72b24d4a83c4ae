import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { describe, expect, test } from 'vitest';
import { languages } from '../../../i18n/language.ts';
import { sectionsOf } from './headings-of.ts';
import { helpPages } from './help-pages.ts';

const docs = path.resolve(import.meta.dirname, '../../../../../../docs');
const pages = [
  ...helpPages.map(({ slug }) => ({ folder: docs, name: slug })),
  { folder: path.join(docs, 'legal'), name: 'terms' },
  { folder: path.join(docs, 'legal'), name: 'privacy' },
];
const translations = languages
  .filter((language) => language !== 'en')
  .flatMap((language) =>
    pages.map(({ folder, name }) => ({
      label: `${path.relative(docs, path.join(folder, language, name))}.md`,
      file: path.join(folder, language, `${name}.md`),
      english: readFileSync(path.join(folder, `${name}.md`), 'utf8'),
    })),
  );
test('every page is there in every language', () => {
  const absent = translations.filter(({ file }) => !existsSync(file)).map(({ label }) => label);
  expect(absent, 'readers would get English').toEqual([]);
});

describe.each(translations.filter(({ file }) => existsSync(file)))('$label', ({ file, english }) => {
  const text = readFileSync(file, 'utf8');
  const html = render(text);
  const englishHtml = render(english);

  test('has the blocks of the English page in their order', () => {
    expect(blocksOf(html)).toEqual(blocksOf(englishHtml));
  });

  test('has its code, parameters and links', () => {
    expect(fencesOf(text)).toEqual(fencesOf(english));
    expect(inlineCodeOf(html)).toEqual(inlineCodeOf(englishHtml));
    expect(linksOf(html)).toEqual(linksOf(englishHtml));
  });

  test('has its numbers', () => {
    const numbers = numbersOf(wordsOf(html));
    const lost = [...numbersOf(wordsOf(englishHtml))].filter((number) => !numbers.has(number));
    expect(lost, 'a sentence may be missing').toEqual([]);
  });

  test('has its anchors', () => {
    const anchors = sectionsOf(text, english).map(({ anchor }) => anchor);
    expect(anchors).toEqual(sectionsOf(english, english).map(({ anchor }) => anchor));
    expect(new Set(anchors).size).toBe(anchors.length);
  });

  test('is written in Chinese as Chinese is set', () => {
    const words = wordsOf(html);
    expect(words.match(/\p{Script=Han}/gu)?.length ?? 0).toBeGreaterThan(english.split(/\s+/).length / 3);
    expect(words.match(/.{0,9}\*\*.{0,9}/g), 'marks that stayed marks').toBeNull();
    expect(words.match(/.{0,9}\p{Script=Han}[A-Za-z0-9].{0,9}/gu), 'no space before Latin').toBeNull();
    expect(words.match(/.{0,9}[A-Za-z0-9%]\p{Script=Han}.{0,9}/gu), 'no space behind Latin').toBeNull();
    expect(words.match(/.{0,9}\p{Script=Han}[,;:!?()].{0,9}/gu), 'half-width punctuation').toBeNull();
    expect(words.match(/.{0,9}\s[，。；：、？！）].{0,9}/gu), 'space before punctuation').toBeNull();
  });
});

function render(markdown: string): string {
  return renderToStaticMarkup(createElement(Markdown, { remarkPlugins: [remarkGfm] }, markdown));
}

const blocksOf = (html: string) => html.match(/<(?:h\d|p|ul|ol|li|table|tr|th|td|pre|img)\b/g);

const linksOf = (html: string) => [...html.matchAll(/<a href="([^"]*)"/g)].map((match) => match[1]).sort();

function inlineCodeOf(html: string): (string | undefined)[] {
  const sentences = html.replace(/<pre>[\s\S]*?<\/pre>/g, '');
  return [...new Set([...sentences.matchAll(/<code>([\s\S]*?)<\/code>/g)].map((match) => match[1]))].sort();
}

/** What a reader reads, one paragraph or cell on a line. Code within a sentence stands as the word that it is. */
function wordsOf(html: string): string {
  return html
    .replace(/<pre>[\s\S]*?<\/pre>/g, '')
    .replace(/<code>[\s\S]*?<\/code>/g, 'x')
    .replace(/<\/(?:h\d|p|li|td|th)>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&#?\w+;/g, "'");
}

/** Without those of millions, which Chinese counts by ten thousands. */
const numbersOf = (words: string) => new Set(words.replace(/[\d.]+ million/g, '').match(/\d[\d,.]*\d|\d/g));

const comments: Record<string, RegExp> = {
  ts: /(^|\s)(\/\/.*|\/\*\*? .*\*\/)$/gm,
  python: /(^|\s)#.*$/gm,
  bash: /(^|\s)#.*$/gm,
  sh: /(^|\s)#.*$/gm,
};

/** The fenced blocks without their comments, which may be translated. What is only shown, such as output, may be too. */
function fencesOf(markdown: string): { language: string; code: string }[] {
  return [...markdown.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({
    language,
    code: code.replace(comments[language] ?? /$^/, ''),
  }));
}
