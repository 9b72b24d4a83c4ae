import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { emptyImportForm, importBodyOf, importFormSchema } from './import-form.ts';

const ImportForm = importFormSchema(english('baseModel'));

const none = { isArchive: false, fileIds: [] };
const hub = { ...emptyImportForm('hub'), repository: 'owner/Tiny-Llama', name: 'tiny-llama' };

test('a repository goes to the API with main where no revision is written', () => {
  expect(importBodyOf(ImportForm.parse(hub), none)).toEqual({
    name: 'tiny-llama',
    source: { kind: 'hub', repository: 'owner/Tiny-Llama', revision: 'main' },
  });
});

test('an archive goes by the id of its file, files by theirs, a folder by its path', () => {
  const file = ImportForm.parse({ ...hub, kind: 'file', fileName: 'tiny.zip' });
  expect(importBodyOf(file, { isArchive: true, fileIds: ['file-1'] }).source).toEqual({
    ...{ kind: 'file', fileId: 'file-1' },
  });
  expect(importBodyOf(file, { isArchive: false, fileIds: ['file-1', 'file-2'] }).source).toEqual({
    ...{ kind: 'files', fileIds: ['file-1', 'file-2'] },
  });
  const folder = ImportForm.parse({ ...hub, kind: 'folder', path: ' /srv/tiny ' });
  expect(importBodyOf(folder, none)).toMatchObject({ source: { kind: 'folder', path: '/srv/tiny' } });
});

test.each([
  ['repository', { repository: 'https://huggingface.co/a/b' }, /owner\/name/],
  ['repository', { repository: '' }, /owner\/name/],
  ['revision', { revision: 'my branch' }, /without spaces/],
  ['path', { kind: 'folder' }, /path of the folder/],
  ['fileName', { kind: 'file' }, /Choose the files of the checkpoint/],
  ['name', { name: 'Tiny Llama' }, /^Use 1 to 80 lower-case letters/],
  ['name', { name: 'ft:mine' }, /lower-case|must not begin/i],
  ['name', { name: '' }, /^Use 1 to 80/],
] as const)('%s of %j is refused', (field, change, message) => {
  const [issue] = ImportForm.safeParse({ ...hub, ...change }).error?.issues ?? [];
  expect(issue?.path).toEqual([field]);
  expect(issue?.message).toMatch(message);
});
