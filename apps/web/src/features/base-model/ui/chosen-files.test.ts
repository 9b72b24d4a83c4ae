import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { isArchive, refusalOfFiles } from './chosen-files.ts';

const t = english('baseModel');

const file = (name: string, size = 10) => ({ name, size });
const whole = [file('config.json'), file('model.safetensors'), file('tokenizer.json')];

test('an archive alone, or the files of a checkpoint, are sent', () => {
  expect(refusalOfFiles(t, [file('tiny.tar.gz')], 100)).toBeNull();
  expect(refusalOfFiles(t, whole, 100)).toBeNull();
  expect(isArchive([file('tiny.ZIP')])).toBe(true);
  expect(isArchive(whole)).toBe(false);
});

test.each([
  ['no configuration', whole.slice(1), /no config\.json/],
  ['no weights', [file('config.json')], /no \*\.safetensors/],
  ['two archives', [file('a.zip'), file('b.zip')], /no config\.json/],
  ['an empty file', [...whole, file('README.md', 0)], /README\.md is empty/],
  ['a file over the limit', [...whole, file('x.safetensors', 101)], /x\.safetensors has 101.bytes; 100.bytes are/],
  ['too many', Array.from({ length: 201 }, (_, i) => file(`${i}.json`)), /201 files are too many/],
])('%s is refused before anything is sent', (_case, files, reason) => {
  expect(refusalOfFiles(t, files, 100)).toMatch(reason);
});
