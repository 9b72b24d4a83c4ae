import type { Task } from '@modelmint/domain/task';
import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import type { DataReading } from '../server/list-job-data.ts';
import { byFit, chooseBase, fitOf, type TrainableData, whyWords } from './base-fit.ts';

const t = english('fineTuning');
const whyOf = (...of: Parameters<typeof fitOf>) => {
  const fit = fitOf(...of);
  return fit.kind === 'no' ? whyWords(t, fit.why) : null;
};

const counts = { trainRows: 36, validationRows: 4, trainTokens: 72, labels: 2 };
const reading = (task: Task, status: DataReading['status'] = 'READY'): DataReading => ({
  ...{ task, status, versionNumber: 1 },
  counts: status === 'READY' ? counts : null,
  ...{ targetKind: null, hasRatings: null },
});
const data = (readings: DataReading[], unreadTasks: Task[] = [], hasChats = false): TrainableData => ({
  ...{ readings, unreadTasks, hasChats },
});
const template = (task: Task) => ({ task, facts: null });
const checkpoint = (hasChatTemplate: boolean) => ({ task: 'text-generation' as const, facts: { hasChatTemplate } });
const chat = data([reading('text-generation')], ['text-classification'], true);
const images = data([reading('image-classification')]);

test('what was read for a task trains it', () => {
  expect(fitOf(chat, checkpoint(true))).toEqual({ kind: 'read', reading: reading('text-generation') });
});

test('chats need a chat template, and completions none', () => {
  const why = 'Has no chat template, so it cannot learn chats. It learns rows of prompt and completion.';
  expect(whyOf(chat, checkpoint(false))).toBe(why);
  const asLabels = data([reading('text-classification')], ['text-generation'], true);
  expect(whyOf(asLabels, checkpoint(false))).toBe(why);
  expect(fitOf(data([reading('text-generation')]), checkpoint(false)).kind).toBe('read');
});

test('a chat can be read anew for another task', () => {
  expect(fitOf(chat, template('text-classification'))).toEqual({ kind: 'unread' });
});

test.each([
  [images, 'text-generation', 'Learns chat and text generation; this data is for image classification.'],
  [data([]), 'text-generation', 'Learns chat and text generation; this data is for nothing yet.'],
  [
    data([reading('text-generation'), reading('text-classification', 'INVALID')]),
    'text-classification',
    'The file was read for text classification and cannot be used; the report of the data set says why.',
  ],
  [
    data([reading('text-classification', 'VALIDATING')]),
    'text-classification',
    'The file is being read for text classification.',
  ],
] as const)('%o does not train %s', (from, task, why) => {
  expect(whyOf(from, template(task))).toBe(why);
});

test('a checkpoint stands before templates that learn to write from nothing', () => {
  const three = [
    { name: 'lstm', ...template('text-classification') },
    { name: 'llama', ...template('text-generation') },
    { name: 'tiny', ...checkpoint(true) },
  ];
  expect(byFit(three, chat).map(({ name }) => name)).toEqual(['tiny', 'llama', 'lstm']);
  expect(chooseBase(three, chat, '')?.name).toBe('tiny');
  expect(chooseBase(three.slice(0, 2), chat, '')?.name).toBe('llama');
});

const bases = [
  { name: 'lstm', ...template('text-classification') },
  { name: 'cnn', ...template('image-classification') },
  { name: 'tiny', ...checkpoint(true) },
];

test('the base follows the data: what was read for it first, then what could be', () => {
  expect(chooseBase(bases, images, 'lstm')?.name).toBe('cnn');
  expect(chooseBase(bases, chat, 'cnn')?.name).toBe('tiny');
  expect(chooseBase(bases.slice(0, 2), chat, 'cnn')?.name).toBe('lstm');
  const again = data([{ ...reading('text-generation'), versionNumber: 3 }, reading('text-classification')]);
  expect(chooseBase(bases, again, '')?.name).toBe('tiny');
});

test('a choice that fits stays, and without data anything may be looked at', () => {
  expect(chooseBase(bases, chat, 'lstm')?.name).toBe('lstm');
  expect(chooseBase(bases, undefined, 'cnn')?.name).toBe('cnn');
  expect(chooseBase(bases, undefined, 'gone')?.name).toBe('lstm');
  expect(chooseBase([], images, 'lstm')).toBeUndefined();
});
