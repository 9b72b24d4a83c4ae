import { expect, it } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { receiptOf } from './generated.ts';

const figures = { promptTokens: 1_034, completionTokens: 18, latencyMs: 820, amountMicros: 12n } as const;

it('says what an answer took', () => {
  expect(receiptOf(english('generation'), { ...figures, finishReason: 'stop' })).toBe(
    '1,034 + 18 tokens, 820\u2009ms, $0.000012',
  );
});

it('says when an answer was cut', () => {
  expect(receiptOf(english('generation'), { ...figures, finishReason: 'length' })).toMatch(/cut at the token limit$/);
});
