import { expect, it } from 'vitest';
import { rougeL } from './rouge-l.ts';

it.each([
  // The example of Lin 2004, section 3: 3/4 with β = 1, and 2/4 for its second candidate.
  { candidate: 'police kill the gunman', reference: 'police killed the gunman', precision: 3 / 4, recall: 3 / 4 },
  { candidate: 'the gunman kill police', reference: 'police killed the gunman', precision: 2 / 4, recall: 2 / 4 },
  // rouge_score: RougeScorer(['rougeL']).score(reference, candidate).
  { candidate: 'police kill the gunman', reference: 'The police killed the gunman!', precision: 3 / 4, recall: 3 / 5 },
  { candidate: '', reference: 'word', precision: 0, recall: 0 },
  { candidate: '水車', reference: '水車', precision: 0, recall: 0 },
])('$candidate | $reference', ({ candidate, reference, precision, recall }) => {
  const overlap = rougeL(candidate, reference);
  expect(overlap.precision).toBeCloseTo(precision, 12);
  expect(overlap.recall).toBeCloseTo(recall, 12);
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  expect(overlap.f1).toBeCloseTo(f1, 12);
});

it('takes other words where it is given them', () => {
  expect(rougeL('水車は川', '水車が川', (text) => [...text]).f1).toBeCloseTo(3 / 4, 12);
});
