import { expect, it } from 'vitest';
import { LanguageModelSpec, suggestLanguageModelSpec } from './language-model-spec.ts';

const kinds = ['lstm', 'llama'] as const;
const sizes = [1_000, 1_000_000, 100_000_000];

it.each(kinds.flatMap((kind) => sizes.map((trainCharacters) => ({ kind, trainCharacters }))))(
  'suggests settings that it takes itself: %j',
  ({ kind, trainCharacters }) => {
    const spec = suggestLanguageModelSpec(kind, { trainCharacters, seed: 7 });
    expect(LanguageModelSpec.parse(spec)).toEqual(spec);
    expect(spec).toMatchObject({ kind, seed: 7 });
  },
);

const lstm = suggestLanguageModelSpec('lstm', { trainCharacters: 1_000_000, seed: 1 });
const llama = suggestLanguageModelSpec('llama', { trainCharacters: 1_000_000, seed: 1 });

it.each([
  [{ ...lstm, embeddingSize: 64 }, 'isHeadTied'],
  [{ ...lstm, layers: 3 }, 'layers'],
  [{ ...lstm, heads: 2 }, ''],
  [{ ...llama, heads: 5 }, 'heads'],
  [{ ...llama, kvHeads: 3 }, 'kvHeads'],
  [{ ...llama, vocabulary: { kind: 'bpe', size: 100 } }, 'vocabulary.size'],
  [{ ...llama, contextLength: 4 }, 'contextLength'],
])('refuses %j for %s', (wrong, where) => {
  const { error } = LanguageModelSpec.safeParse(wrong);
  expect(error?.issues.map(({ path }) => path.join('.'))).toContain(where);
});
