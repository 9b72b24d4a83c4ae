import type { DatasetSpecInput } from '@modelmint/domain/dataset-spec';
import { TableColumn } from '@modelmint/domain/tabular-spec';
import { Task } from '@modelmint/domain/task';
import { z } from 'zod';

/** In place of a column where none is to be read; a column cannot be called that, since names are trimmed. */
export const noColumn = ' none';

// i18n-ignore: `errorOf` says it in the language of the reader.
const column = z.string().max(200, 'At most 200 characters.');

/** How a file is to be read, as a form holds it. Empty: by its content. */
export const ReadingForm = z.object({
  task: z.union([Task, z.literal('')]),
  textColumn: column,
  labelColumn: column,
  /** Roles that were chosen; the others are told by what the columns hold. */
  roles: z.array(TableColumn),
  targetKind: z.enum(['', 'label', 'value']),
  userColumn: column,
  itemColumn: column,
  /** These two may be `noColumn`. */
  ratingColumn: column,
  timeColumn: column,
});
export type ReadingForm = z.infer<typeof ReadingForm>;

export const emptyReadingForm: ReadingForm = {
  ...{ task: '', textColumn: '', labelColumn: '', roles: [], targetKind: '' },
  ...{ userColumn: '', itemColumn: '', ratingColumn: '', timeColumn: '' },
};

/** A part of a form that changes it. */
export interface ReadingControl {
  /** With the task that holds, chosen or not. */
  value: ReadingForm;
  errorOf: (name: keyof ReadingForm) => string | undefined;
  onChange: (value: ReadingForm) => void;
}

/** The form of a file that was read so. */
export function readingFormOf({
  columns = [],
  ratingColumn,
  timeColumn,
  ...spec
}: Omit<DatasetSpecInput, 'validationFraction' | 'seed' | 'encoding'>): ReadingForm {
  const given = Object.entries(spec).filter(([name, value]) => name in emptyReadingForm && value !== undefined);
  return ReadingForm.parse({
    ...emptyReadingForm,
    ...Object.fromEntries(given),
    roles: columns,
    ratingColumn: ratingColumn === null ? noColumn : (ratingColumn ?? ''),
    timeColumn: timeColumn === null ? noColumn : (timeColumn ?? ''),
  });
}

/** What of the form belongs to its task; what the content decides is left out. */
export function readingSpecOf(form: ReadingForm): DatasetSpecInput {
  const { task } = form;
  return { ...(task === '' ? {} : { task }), ...choicesOf(form) };
}

function choicesOf({ task, roles, targetKind, ...columns }: ReadingForm): DatasetSpecInput {
  const { textColumn, labelColumn, userColumn, itemColumn, ratingColumn, timeColumn } = columns;
  switch (task) {
    // A file that could not be looked into may hold texts and labels.
    case '':
    case 'text-classification':
      return chosen({ textColumn: textColumn.trim(), labelColumn: labelColumn.trim() });
    case 'tabular':
      return { ...(roles.length === 0 ? {} : { columns: roles }), ...(targetKind === '' ? {} : { targetKind }) };
    case 'recommendation':
      return {
        ...chosen({ userColumn, itemColumn, ratingColumn, timeColumn }),
        ...(ratingColumn === noColumn ? { ratingColumn: null } : {}),
        ...(timeColumn === noColumn ? { timeColumn: null } : {}),
      };
    default:
      return {};
  }
}

function chosen(columns: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(columns).filter(([, name]) => name !== '' && name !== noColumn));
}

/** The column that was chosen to be predicted; undefined while its name decides. */
export function targetOf({ roles }: Pick<ReadingForm, 'roles'>): string | undefined {
  return roles.find(({ role }) => role === 'target')?.name;
}

/** @param role null: by its content. There is one target at most, so an earlier one is by its content again. */
export function withRole(roles: readonly TableColumn[], name: string, role: TableColumn['role'] | null): TableColumn[] {
  const others = roles.filter((one) => one.name !== name && (role !== 'target' || one.role !== 'target'));
  return role === null ? others : [...others, { name, role }];
}
