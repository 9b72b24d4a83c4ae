import { expect, it } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import type { NamedInference } from '../server/name-files.ts';
import { inferenceStages } from './inference-stages.ts';

const t = english('inference');

const at = (seconds: number) => new Date(seconds * 1000);
const none = { queuedAt: null, startedAt: null, finalizingAt: null, finishedAt: null };
const job = {
  ...{ status: 'RUNNING', shown: 'running', isOver: false, createdAt: at(0), outputFileId: null, errorFileId: null },
  ...{ ...none, queuedAt: at(2), startedAt: at(3), rowsTotal: 10, rowsDone: 4, rowsFailed: 0 },
} as unknown as NamedInference;
const over = { isOver: true, finishedAt: at(9) };

it.each<[Partial<NamedInference>, string[]]>([
  [{ status: 'VALIDATING', shown: 'validating', ...none }, ['now', 'todo', 'todo', 'todo']],
  [{ status: 'QUEUED', shown: 'queued', startedAt: null }, ['done', 'now', 'todo', 'todo']],
  [{}, ['done', 'done', 'now', 'todo']],
  [{ shown: 'finishing', finalizingAt: at(8), rowsDone: 10 }, ['done', 'done', 'done', 'now']],
  [
    { ...over, status: 'COMPLETED', shown: 'completed', finalizingAt: at(8), rowsDone: 10, outputFileId: 'file-1' },
    ['done', 'done', 'done', 'done'],
  ],
  [
    { ...over, status: 'CANCELLED', shown: 'cancelled', finalizingAt: at(8), outputFileId: 'file-1' },
    ['done', 'done', 'skipped', 'done'],
  ],
  [
    { ...over, status: 'FAILED', shown: 'failed', ...none, finishedAt: at(9), rowsTotal: 0, rowsDone: 0 },
    ['failed', 'skipped', 'skipped', 'skipped'],
  ],
])('%o stands at %j', (change, states) => {
  expect(inferenceStages(t, { ...job, ...change }).map(({ state }) => state)).toEqual(states);
});
