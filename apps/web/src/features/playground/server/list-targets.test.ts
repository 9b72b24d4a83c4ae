import { expect, it } from 'vitest';
import { modeOf } from './list-targets.ts';

it.each([
  [['generate'], true, 'chat'],
  [['generate'], false, 'completion'],
  [['classify-images'], false, 'images'],
  [['embed', 'classify-texts'], false, 'texts'],
  [['embed'], false, 'embeddings'],
  [['predict'], false, 'predict'],
  [['recommend'], false, 'recommend'],
  [[], false, null],
] as const)('%j, chat template %s: %s', (abilities, hasChatTemplate, mode) => {
  expect(modeOf(abilities, hasChatTemplate)).toBe(mode);
});
