import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { chineseMessages } from './chinese-messages.ts';
import { englishMessages } from './english-messages.ts';
import { messagesOf } from './messages-of.ts';
import { findClientGaps, findInBrowser } from './scan/find-client-gaps.ts';
import { findHardCodedText } from './scan/find-hard-coded-text.ts';
import { findMessageUses } from './scan/find-message-uses.ts';
import { icuArguments } from './scan/icu-arguments.ts';
import { notYetTranslated } from './scan/not-yet-translated.ts';
import { parseSource, readSources } from './scan/read-sources.ts';

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, prefix = ''): [key: string, message: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : flatten(value, `${prefix}${key}.`),
  );
}

const english = new Map(Object.entries(englishMessages).map(([name, tree]) => [name, new Map(flatten(tree))]));
const chinese = new Map(Object.entries(chineseMessages).map(([name, tree]) => [name, new Map(flatten(tree))]));
const sources = readSources();
const isShown = (name: string) => name.endsWith('.tsx') || /^(ui|features\/[^/]+\/ui)\//.test(name);
const asPattern = (key: string) =>
  new RegExp(
    `^${key
      .split('*')
      .map((part) => part.replaceAll('.', '\\.'))
      .join('.+')}$`,
  );

describe('messages', () => {
  it('have the same keys and the same arguments in both languages, and none is empty', () => {
    const problems: string[] = [];
    for (const [name, messages] of english) {
      const others = chinese.get(name) ?? new Map<string, string>();
      for (const key of others.keys()) if (!messages.has(key)) problems.push(`zh-CN ${name}.${key} is not in en`);
      for (const [key, message] of messages) {
        const other = others.get(key);
        if (other === undefined) problems.push(`${name}.${key} is missing in zh-CN`);
        else if (message.trim() === '' || other.trim() === '') problems.push(`${name}.${key} is empty`);
        else if (icuArguments(message).join() !== icuArguments(other).join())
          problems.push(`${name}.${key}: en has ${icuArguments(message)}, zh-CN has ${icuArguments(other)}`);
      }
    }
    expect(problems).toEqual([]);
  });

  it('can be read, with any arguments', () => {
    const problems: string[] = [];
    for (const [locale, all] of [
      ['en', english],
      ['zh-CN', chinese],
    ] as const)
      for (const [name, messages] of all)
        for (const [key, message] of messages) {
          const t = createTranslator({
            locale,
            messages: { message },
            onError: (error) => problems.push(`${locale} ${name}.${key}: ${error.message}`),
          });
          const names = icuArguments(message);
          void t.rich(
            'message' as never,
            Object.fromEntries(
              names.map((n) => (n.startsWith('<') ? [n.slice(1, -1), (inner: unknown) => inner] : [n, 1])),
            ) as never,
          );
        }
    expect(problems).toEqual([]);
  });

  it('exist where they are used, and are used where they exist', () => {
    const found = sources.map(findMessageUses);
    const uses = found.flatMap((file) => file.uses);
    const named = [...new Set(found.flatMap((file) => [...file.named]))];
    const namedPatterns = named.filter((key) => key.includes('*') && /^[\w*.-]+\.[\w*.-]+$/.test(key)).map(asPattern);
    const namedKeys = new Set(named);
    const problems: string[] = [];
    for (const { namespace, key, place } of uses) {
      const keys = [...(english.get(namespace)?.keys() ?? [])];
      const isThere = key.includes('*') ? keys.some((known) => asPattern(key).test(known)) : keys.includes(key);
      if (!isThere) problems.push(`${place} uses ${namespace}.${key}, which does not exist`);
    }
    for (const [name, messages] of english) {
      const own = uses.filter(({ namespace }) => namespace === name).map(({ key }) => key);
      const literal = new Set(own);
      const patterns = own.filter((key) => key.includes('*')).map(asPattern);
      for (const key of messages.keys())
        if (!literal.has(key) && !namedKeys.has(key) && ![...patterns, ...namedPatterns].some((one) => one.test(key)))
          problems.push(`${name}.${key} is not used`);
    }
    expect(problems).toEqual([]);
  });

  it('reach every client component that asks for them', () => expect(findClientGaps(sources)).toEqual([]));
});

it('are handed out compiled, each namespace once, so that browsers need no parser', () => {
  const { shell, ui } = messagesOf('zh-CN');
  expect(shell.skipToContent).toBe(chineseMessages.shell.skipToContent);
  expect(ui.table.more).toEqual(['再显示 ', ['count'], ' 条']);
  expect(messagesOf('zh-CN').ui).toBe(ui);
});

it('stay on the server, as the catalogue of problems does, until somebody needs them', () => {
  expect(findInBrowser(sources, 'i18n/translate-problem.ts')).toEqual([]);
  expect(findInBrowser(sources, 'i18n/messages-of.ts')).toEqual([]);
});

describe('screens', () => {
  const isListed = (name: string) =>
    notYetTranslated.some((folder) => name.startsWith(`${folder}/`) || name === folder);
  const hard = sources
    .filter(({ name }) => isShown(name))
    .map((file) => ({ name: file.name, texts: findHardCodedText(file) }));

  it('hold no text of their own', () => {
    expect(hard.filter(({ name }) => !isListed(name)).flatMap(({ texts }) => texts)).toEqual([]);
  });

  it('are off the list once they hold none', () => {
    const done = notYetTranslated.filter(
      (folder) =>
        !hard.some(({ name, texts }) => texts.length > 0 && (name.startsWith(`${folder}/`) || name === folder)),
    );
    expect(done).toEqual([]);
  });

  it('are searched in all the ways in which text is written', () => {
    const text = `const x = <p title="Your name" className="Text big">Hello {a ? 'One more' : t('x')}</p>;
      const tabs = [{ label: 'First tab', id: 'Wrong' as const }]; if (key === 'Enter') toast('It is saved');`;
    const found = findHardCodedText(parseSource('x.tsx', text)).map((line) => line.split(' "')[1]);
    expect(found).toEqual(['Your name"', 'Hello"', 'One more"', 'First tab"', 'Wrong"', 'It is saved"']);
  });
});
