import { expect, it } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { answerWords } from './answer-words.ts';

const t = english('inference');

const scores = JSON.stringify([
  { label: 'good', score: 0.9 },
  { label: 'bad', score: 0.1 },
]);

it.each([
  ['/v1/classifications', { label: 'good', score: 0.9, scores }, { main: 'good', detail: '90.0%, bad 10.0%' }],
  ['/v1/classifications', { label: 'good', score: 0.9, scores: '[{"lab…' }, { main: 'good', detail: '90.0%' }],
  ['/v1/predictions', { value: 0.123456789, unseen: '[]' }, { main: '0.12346', detail: null }],
  ['/v1/embeddings', { embedding: '[0.25,-1,0.5,0,1]' }, { main: '0.25, -1, 0.5, 0, …', detail: '5 numbers' }],
  [
    '/v1/recommendations',
    { items: JSON.stringify(['a', 'b', 'c', 'd', 'e', 'f'].map((item) => ({ item, score: 1 }))) },
    { main: 'a, b, c, d, e', detail: 'and 1 more' },
  ],
  ['/v1/recommendations', { items: '[]' }, { main: 'none', detail: null }],
  ['/v1/completions', { text: 'yes', finish_reason: 'length' }, { main: 'yes', detail: 'cut at max_tokens' }],
  ['/v1/chat/completions', { text: 'yes', finish_reason: 'stop' }, { main: 'yes', detail: null }],
] as const)('an answer of %s %j reads %j', (route, fields, words) => {
  expect(answerWords(t, route, fields)).toEqual(words);
});
