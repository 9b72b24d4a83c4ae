import { suggestLanguageModelSpec } from '@modelmint/domain/language-model-spec';
import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { languageModelFields } from './language-model-fields.ts';

const t = english('fineTuning');

test('a batch is warned of by the windows that the texts have, not by how many texts there are', () => {
  const spec = suggestLanguageModelSpec('llama', { trainCharacters: 4_000_000, seed: 1 });
  const batch = languageModelFields.find(({ name }) => name === 'batch_size');
  const warningOf = (trainTokens: number) =>
    batch?.warning?.({
      t,
      spec,
      data: { trainRows: 10, validationRows: 1, trainTokens, labels: 0 },
      value: spec.batchSize,
    });
  expect(warningOf(spec.contextLength * spec.batchSize * 100)).toBeNull();
  expect(warningOf(spec.contextLength * spec.batchSize * 2)).toMatch(/^Few steps/);
});
