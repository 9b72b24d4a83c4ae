import { expect, test } from 'vitest';
import { DatasetSpec, type DatasetSpecInput } from './dataset-spec.ts';
import { taskOfColumns, taskOfObject, taskOfSpec } from './dataset-task.ts';
import type { Task } from './task.ts';

test.each<[string, Task]>([
  ['text,label', 'text-classification'],
  ['user_id,item_id,Text,LABEL', 'text-classification'],
  ['review,sentiment', 'text-classification'],
  ['userId,movieId,rating,timestamp', 'recommendation'],
  ['User ID,ISBN', 'recommendation'],
  ['customer,movie_id,movie,genre', 'recommendation'],
  ['user,item,label', 'recommendation'],
  ['customer_id,product,age,label', 'tabular'],
  ['sepal length,sepal width,class', 'tabular'],
  ['x,y', 'tabular'],
  ['target,y,x', 'tabular'],
  ['label,class,x', 'text-classification'],
  ['user,movie,product', 'text-classification'],
  ['a,b', 'text-classification'],
  ['great film,positive', 'text-classification'],
])('%s is read for %s', (columns, task) => {
  expect(taskOfColumns(columns.split(','))).toBe(task);
  expect(taskOfObject(Object.fromEntries(columns.split(',').map((name) => [name, 1])))).toBe(task);
});

test('chats and completions are for text generation', () => {
  expect(taskOfObject({ messages: [] })).toBe('text-generation');
  expect(taskOfObject({ prompt: '', completion: '', target: 1 })).toBe('text-generation');
});

test.each<[DatasetSpecInput, Task | null]>([
  [{}, null],
  [{ task: 'text-generation', textColumn: 'a' }, 'text-generation'],
  [{ labelColumn: 'a' }, 'text-classification'],
  [{ columns: [{ name: 'a', role: 'target' }] }, 'tabular'],
  [{ targetKind: 'value' }, 'tabular'],
  [{ userColumn: 'a' }, 'recommendation'],
  [{ timeColumn: null }, 'recommendation'],
])('%j chooses %s', (spec, task) => expect(taskOfSpec(DatasetSpec.parse(spec))).toBe(task));
