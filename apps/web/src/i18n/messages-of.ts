import compile from 'icu-minify/compile';
import { chineseMessages } from './chinese-messages.ts';
import { englishMessages, type Messages } from './english-messages.ts';
import type { Language } from './language.ts';

interface Tree {
  readonly [key: string]: string | Tree;
}

/** Compiled here, so that no browser loads the parser of ICU messages (see next.config.ts). */
const compiled: Record<Language, Messages> = {
  en: compileLazily(englishMessages),
  'zh-CN': compileLazily(chineseMessages),
};

export const messagesOf = (language: Language): Messages => compiled[language];

/** Each namespace when it is first asked for, once. */
function compileLazily(messages: Messages): Messages {
  const done = new Map<string, unknown>();
  const lazy = {};
  for (const [name, tree] of Object.entries(messages) as [string, Tree][])
    Object.defineProperty(lazy, name, {
      enumerable: true,
      get: () => {
        if (!done.has(name)) done.set(name, compileTree(tree));
        return done.get(name);
      },
    });
  return lazy as Messages;
}

const compileTree = (tree: Tree): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === 'string' ? toPlain(compile(value)) : compileTree(value),
    ]),
  );

/** What the parser makes of plurals and choices has no prototype, and React hands such objects to no browser. */
const toPlain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
