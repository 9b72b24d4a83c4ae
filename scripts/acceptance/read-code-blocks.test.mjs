import { expect, test } from 'vitest';
import { countFences, readCodeBlocks } from './read-code-blocks.mjs';

const page = [
  '# A',
  '```ts',
  'const a = 1;',
  '```',
  'text',
  '```json',
  '{}',
  '```',
  '```ts',
  'use(a);',
  '```',
  '```bash',
  'ls',
  '```',
].join('\n');

test('the blocks of one language are one program, in their order', () => {
  expect(readCodeBlocks(page)).toEqual([
    { language: 'ts', blocks: ['const a = 1;\n', 'use(a);\n'] },
    { language: 'bash', blocks: ['ls\n'] },
  ]);
  expect(countFences(page)).toBe(8);
});
