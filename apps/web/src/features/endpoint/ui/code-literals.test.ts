import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { javascriptLiteral, jsonLiteral, type Plain, pythonLiteral } from './code-literals.ts';

const values: Plain[] = [
  'plain',
  `quotes ' " and \\ and\nlines 🙂`,
  [],
  { 'sepal length': 5.1, "it's": 1, '2nd': 'b', größe: 0, class: 'c', '': null },
  JSON.parse('{ "__proto__": 1 }'),
  { flag: true, off: false, none: null, rate: 0.25, list: ['a', "b's"] },
  { long: Array.from({ length: 12 }, (_, at) => ({ role: 'user', content: `message number ${at}, "quoted"` })) },
];

describe('literals of code', () => {
  it.each(values)('JSON gives back %j', (value) => {
    expect(JSON.parse(jsonLiteral(value, 4))).toEqual(value);
  });

  it.each(values)('JavaScript gives back %j', (value) => {
    expect(new Function(`return (${javascriptLiteral(value, 2)})`)()).toEqual(value);
  });

  it.skipIf(spawnSync('python3', ['--version']).status !== 0).each(values)('Python gives back %j', (value) => {
    const printed = execFileSync('python3', ['-c', `import json\nprint(json.dumps(${pythonLiteral(value, 0)}))`]);
    expect(JSON.parse(printed.toString())).toEqual(value);
  });

  it('keeps lines short', () => {
    for (const line of javascriptLiteral(values[4] ?? null).split('\n')) expect(line.length).toBeLessThan(90);
  });
});
