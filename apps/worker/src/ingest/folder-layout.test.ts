import { expect, test } from 'vitest';
import { FolderLayout } from './folder-layout.ts';

const layoutOf = (paths: string[]) => {
  const layout = new FolderLayout();
  for (const path of paths) layout.add(path);
  return layout.finish();
};

test.each<[string, string[], (string | null)[]]>([
  ['folders', ['cat/1.png', 'dog/2.png'], ['cat', 'dog']],
  ['a common folder', ['set/cat/1.png', 'set/dog/2.png'], ['cat', 'dog']],
  ['one folder alone', ['cat/1.png', 'cat/2.png'], ['cat', 'cat']],
  ['a loose image beside', ['set/cat/1.png', 'set/dog/2.png', 'set/3.png'], ['cat', 'dog', null]],
  ['an image above', ['set/cat/1.png', 'set/dog/2.png', '3.png'], ['cat', 'dog', null]],
  ['notes elsewhere', ['set/cat/1.png', 'set/dog/2.png', 'docs/a.txt'], ['cat', 'dog', null]],
  ['deeper folders', ['cat/a/b/1.png', 'dog/2.png'], ['cat', 'dog']],
  ['train alone', ['train/cat/1.png', 'train/dog/2.png'], ['cat', 'dog']],
  ['labels that are called test and train', ['test/1.png', 'train/2.png'], ['test', 'train']],
  ['a label beside train and test', ['train/a/1.png', 'test/a/2.png', 'bus/3.png'], ['train', 'test', 'bus']],
  ['blanks around a name', [' cat /1.png', 'dog/2.png'], ['cat', 'dog']],
  ['no names of images', ['cat/1', 'dog/2'], ['cat', 'dog']],
])('%s', (_name, paths, labels) => {
  const { placeOf, isSplit } = layoutOf(paths);
  expect(paths.map((path) => placeOf(path)?.label ?? null)).toEqual(labels);
  expect(isSplit).toBe(false);
});

test('folders of a split have their sides', () => {
  const paths = ['s/train/a/1.png', 's/valid/a/2.png', 's/Test/b/3.png', 's/test/4.png'];
  const { placeOf, isSplit } = layoutOf(paths);
  expect(isSplit).toBe(true);
  expect(paths.map(placeOf)).toEqual([
    { label: 'a', side: 'train' },
    { label: 'a', side: 'validation' },
    { label: 'b', side: 'validation' },
    null,
  ]);
});
