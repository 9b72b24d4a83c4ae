import type { Task } from '@modelmint/domain/task';
import { expect, test } from 'vitest';
import type { DataReading, JobData } from '../server/list-job-data.ts';
import { chooseBase, fitOf } from './base-fit.ts';

const counts = { trainRows: 36, validationRows: 4, trainTokens: 72, labels: 2 };
const reading = (task: Task, status: DataReading['status'] = 'READY'): DataReading => ({
  ...{ task, status, versionNumber: 1 },
  counts: status === 'READY' ? counts : null,
});
const data = (readings: DataReading[], unreadTasks: Task[] = []): Pick<JobData, 'readings' | 'unreadTasks'> => ({
  ...{ readings, unreadTasks },
});
const chat = data([reading('text-generation')], ['text-classification']);
const images = data([reading('image-classification')]);

test('what was read for a task trains it', () => {
  expect(fitOf(chat, 'text-generation')).toEqual({ kind: 'read', reading: reading('text-generation') });
});

test('a chat can be read anew for another task', () => {
  expect(fitOf(chat, 'text-classification')).toEqual({ kind: 'unread' });
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
  expect(fitOf(from, task)).toEqual({ kind: 'no', why });
});

const bases = [
  { name: 'lstm', task: 'text-classification' as const },
  { name: 'cnn', task: 'image-classification' as const },
  { name: 'tiny', task: 'text-generation' as const },
];

test('the base follows the data: what was read for it first, then what could be', () => {
  expect(chooseBase(bases, images, 'lstm')?.name).toBe('cnn');
  expect(chooseBase(bases, chat, 'cnn')?.name).toBe('tiny');
  expect(chooseBase(bases.slice(0, 2), chat, 'cnn')?.name).toBe('lstm');
});

test('a choice that fits stays, and without data anything may be looked at', () => {
  expect(chooseBase(bases, chat, 'lstm')?.name).toBe('lstm');
  expect(chooseBase(bases, undefined, 'cnn')?.name).toBe('cnn');
  expect(chooseBase(bases, undefined, 'gone')?.name).toBe('lstm');
  expect(chooseBase([], images, 'lstm')).toBeUndefined();
});
