import { baseModelName } from '@modelmint/domain/base-model';
import { z } from 'zod';
import type { Translate } from '../../../i18n/translate.ts';
import type { ImportBaseModel } from '../server/import-base-model.ts';

export const importKinds = ['hub', 'file', 'folder'] as const;
export type ImportKind = (typeof importKinds)[number];

const text = z.string().trim();

/** With what is wrong in the words of the reader. */
export const importFormSchema = (t: Translate<'baseModel'>) =>
  z
    .object({
      kind: z.enum(importKinds),
      repository: text,
      /** Empty: `main`. */
      revision: text,
      path: text,
      /** Of the chosen archive or of the first chosen file. */
      fileName: text,
      name: text,
    })
    .superRefine(({ kind, repository, revision, path, fileName, name }, context) => {
      const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
      if (kind === 'hub' && !/^[\w.-]{1,96}(\/[\w.-]{1,96})?$/.test(repository))
        refuse('repository', t('import.problem.repository'));
      if (kind === 'hub' && !/^[\w./-]{0,200}$/.test(revision)) refuse('revision', t('import.problem.revision'));
      if (kind === 'folder' && path === '') refuse('path', t('import.problem.path'));
      if (kind === 'file' && fileName === '') refuse('fileName', t('import.problem.files'));
      const named = baseModelName.safeParse(name);
      if (!named.success) refuse('name', t('import.problem.name'));
    });
export type ImportForm = z.infer<ReturnType<typeof importFormSchema>>;

export const emptyImportForm = (kind: ImportKind): ImportForm => ({
  ...{ kind, repository: '', revision: '', path: '', fileName: '', name: '' },
});

/** What the API gets. @param uploads ids of the archive or of the files where those are the source */
export function importBodyOf(
  form: ImportForm,
  uploads: { isArchive: boolean; fileIds: readonly string[] },
): ImportBaseModel {
  const { name, kind, repository, revision, path } = form;
  if (kind === 'hub') return { name, source: { kind, repository, revision: revision === '' ? 'main' : revision } };
  if (kind === 'folder') return { name, source: { kind, path } };
  const { isArchive, fileIds } = uploads;
  return { name, source: isArchive ? { kind, fileId: fileIds[0] ?? '' } : { kind: 'files', fileIds: [...fileIds] } };
}

/** Names of the API for fields of the form. */
export const importFieldOf = {
  'source.repository': 'repository',
  'source.revision': 'revision',
  'source.path': 'path',
  'source.fileId': 'fileName',
  'source.fileIds': 'fileName',
  source: 'path',
} as const;
