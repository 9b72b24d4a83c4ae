import { expect, it } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { leadOf } from './playground-run.ts';

it('says by how much the first label leads', () => {
  const scores = [
    { label: 'refund', score: 0.912 },
    { label: 'billing', score: 0.053 },
  ];
  expect(leadOf(english('classification'), scores)).toBe('refund leads by 85.9 points');
});

it('says nothing about a single label', () => {
  expect(leadOf(english('classification'), [{ label: 'refund', score: 1 }])).toBeNull();
});
