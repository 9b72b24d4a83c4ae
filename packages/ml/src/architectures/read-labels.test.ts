import { expect, it } from 'vitest';
import { readHeadLabels, readLabels } from './read-labels.ts';

it.each([
  [{ id2label: { 1: 'dog', 0: 'cat' } }, ['cat', 'dog']],
  [{ id2label: { 0: 'score' }, num_labels: 3 }, ['score']],
  [{ num_labels: 3 }, ['LABEL_0', 'LABEL_1', 'LABEL_2']],
  [{}, ['LABEL_0', 'LABEL_1']],
])('reads %j', (json, labels) => {
  expect(readLabels(json)).toEqual(labels);
});

it.each([
  [{ id2label: { 0: 'cat', 2: 'dog' } }, /id2label has 2 labels, but no text for 1/],
  [{ id2label: { 0: 5 } }, /no text for 0/],
  [{ id2label: {} }, /id2label has 0 labels/],
  [{ id2label: ['cat'] }, /id2label must be an object/],
  [{ num_labels: 0 }, /num_labels must be .* found 0/],
])('refuses %j', (json, message) => {
  expect(() => readLabels(json)).toThrow(message);
});

it.each([
  [{ architectures: ['BertForSequenceClassification'] }, ['LABEL_0', 'LABEL_1']],
  [{ id2label: { 0: 'a' } }, ['a']],
  [{ architectures: ['BertModel'], id2label: { 0: 'a' } }, null],
  [{}, null],
])('finds the head of %j', (json, labels) => {
  expect(readHeadLabels(json)).toEqual(labels);
});
