import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { childrenOf, parseSource, type SyntaxNode, visit } from './read-sources.ts';

const root = path.resolve(import.meta.dirname, '../../../../..');
/** Where refusals, problems of data and events of jobs are written. */
const folders = [
  ...['domain', 'db', 'billing'].map((name) => `packages/${name}/src`),
  'apps/worker/src',
  'apps/web/src/api',
  'apps/web/src/features',
  'apps/web/src/ui',
];
/** What only operators of machines, programs and tests read. */
const unread =
  /\.test\.|\.d\.ts$|generated|\/test-|insert-|start-test|route-table|\/env\.ts|service-settings|account-visitor|unpack-test|read-test/;
const statements = /^(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|SET|LOCK|LISTEN|GROUP|ORDER)\b/;

export interface Sentences {
  /** Whole sentences for readers, with `{0}` where values stand, and where each is. */
  read: Map<string, string>;
  /** Every literal there is, to find what a catalogue has for nothing. */
  literals: Set<string>;
}

export function collectSentences(): Sentences {
  const read = new Map<string, string>();
  const literals = new Set<string>();
  for (const folder of folders)
    for (const name of readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })) {
      const file = `${folder}/${name.replaceAll('\\', '/')}`;
      if (!/\.tsx?$/.test(file) || unread.test(file)) continue;
      const isForReaders = !/features\/[^/]+\/ui\//.test(file) || file.endsWith('passkey-ceremony.ts');
      visit(parseSource(file, readFileSync(path.join(root, file), 'utf8')).root, (node) => {
        const text = sentenceOf(node)?.trim();
        if (text === undefined) return;
        literals.add(text);
        if (isForReaders && isSentence(text)) read.set(text, `${file}:${node.line}`);
      });
    }
  return { read, literals };
}

function sentenceOf(node: SyntaxNode): string | undefined {
  if (node.type === 'Literal') return node.value;
  if (node.type !== 'TemplateLiteral') return undefined;
  const [head = '', ...rest] = childrenOf(node, 'quasis').map(({ value }) => value ?? '');
  return `${head}${rest.map((text, index) => `{${index}}${text}`).join('')}`;
}

const isSentence = (text: string): boolean =>
  /^(?:\p{Lu}|\{0\}|['“"])/u.test(text) &&
  / .*[.!?]$/s.test(text) &&
  /\p{L}{3}.*\p{L}{3}/su.test(text) &&
  !statements.test(text);
