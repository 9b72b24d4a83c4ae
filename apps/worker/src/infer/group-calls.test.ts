import { readCall } from '@modelmint/domain/wire/call-route';
import type { CalledModel } from '@modelmint/domain/wire/called-model';
import { expect, test } from 'vitest';
import { groupCalls } from './group-calls.ts';

const called: CalledModel = {
  ...{ id: 'mdl_1', storagePrefix: 'jobs/1/1/model', base: null, abilities: ['embed'] },
  ...{ contextLength: 4_096, hiddenSize: null },
};
const embed = (text: string) => readCall('/v1/embeddings', { model: 'm', input: text }).ask(called);
const sizes = (texts: readonly string[]) =>
  groupCalls(texts.map((of) => ({ of, call: embed(of) }))).map(({ calls }) => calls.length);

test('puts so many short texts into one question, and of long ones what is read well within its deadline', () => {
  expect(sizes(Array.from({ length: 130 }, () => 'short'))).toEqual([128, 2]);
  expect(sizes(Array.from({ length: 5 }, () => 'x'.repeat(4_000)))).toEqual([2, 2, 1]);
});
