import { expect, it } from 'vitest';
import { targetModules } from './target-modules.ts';

const all = [
  'bert.layer.0.query',
  'bert.layer.0.output.dense',
  'bert.layer.1.query',
  'bert.layer.1.output.dense',
  'bert.pooler.dense',
  'classifier',
];
it.each([
  ['all of a name', ['bert.layer.0.query', 'bert.layer.1.query'], ['query']],
  ['all but one of a name', ['bert.layer.0.output.dense', 'bert.layer.1.output.dense'], ['output.dense']],
  ['one layer', ['bert.layer.1.query', 'bert.layer.1.output.dense'], ['1.output.dense', '1.query']],
  ['everything', all, ['classifier', 'dense', 'query']],
])('names %s', (_name, adapted, expected) => {
  expect(targetModules(adapted, all)).toEqual(expected);
});
