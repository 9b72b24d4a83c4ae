import type { DatasetSpecInput } from '@modelmint/domain/dataset-spec';
import { AppError } from '@modelmint/domain/errors';
import type { TableColumn } from '@modelmint/domain/tabular-spec';
import type { Task } from '@modelmint/domain/task';
import { taskNames } from '@modelmint/domain/task-names';
import type { FileFields } from './file-fields.ts';

type OwnField = keyof typeof ownFields;

/** Fields by their names on the wire, with the tasks that read them. Images have no columns: theirs are passed over. */
const ownFields = {
  textColumn: { wire: 'text_column', tasks: ['text-classification', 'text-generation', 'image-classification'] },
  labelColumn: { wire: 'label_column', tasks: ['text-classification', 'text-generation', 'image-classification'] },
  targetColumn: { wire: 'target_column', tasks: ['tabular'] },
  columnRoles: { wire: 'column_roles', tasks: ['tabular'] },
  targetKind: { wire: 'target_kind', tasks: ['tabular'] },
  userColumn: { wire: 'user_column', tasks: ['recommendation'] },
  itemColumn: { wire: 'item_column', tasks: ['recommendation'] },
  ratingColumn: { wire: 'rating_column', tasks: ['recommendation'] },
  timeColumn: { wire: 'time_column', tasks: ['recommendation'] },
} as const satisfies Partial<Record<keyof FileFields, { wire: string; tasks: readonly Task[] }>>;

/** The names of the fields that say how a file is read, beside `task`: on the wire, and ours. */
export const readingFields = Object.entries(ownFields).map(([name, { wire }]) => ({ name: name as OwnField, wire }));

/**
 * How a file with these fields is to be read. Throws `unsupported_parameter` for a field that the task does not read,
 * and `invalid_value` for a target that is named twice.
 */
export function datasetSpecOf(fields: FileFields): DatasetSpecInput {
  refuseForeign(fields);
  const { task, textColumn, labelColumn, targetKind, userColumn, itemColumn, validationFraction } = fields;
  const columns = columnsOf(fields);
  const spec: DatasetSpecInput = {
    ...{ task, textColumn, labelColumn, targetKind, userColumn, itemColumn, validationFraction },
    ratingColumn: orNone(fields.ratingColumn),
    timeColumn: orNone(fields.timeColumn),
    columns: columns.length === 0 ? undefined : columns,
  };
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));
}

const orNone = (name: string | undefined): string | null | undefined => (name === '' ? null : name);

function refuseForeign(fields: FileFields): void {
  const given = readingFields.filter(({ name }) => fields[name] !== undefined);
  const [first] = given;
  if (first === undefined) return;
  const tasks: readonly Task[] = fields.task === undefined ? ownFields[first.name].tasks : [fields.task];
  const foreign = given.find(({ name }) => !ownFields[name].tasks.some((task) => tasks.includes(task)));
  if (foreign === undefined) return;
  const [reader = 'tabular'] = ownFields[foreign.name].tasks;
  const message =
    fields.task === undefined
      ? `${first.wire} and ${foreign.wire} are for different tasks. Leave one of them out.`
      : `${foreign.wire} is for the task '${reader}' and the task is '${fields.task}' (${taskNames[fields.task].toLowerCase()}). Leave it out or change the task.`;
  throw new AppError('unsupported_parameter', message, { param: foreign.wire });
}

function columnsOf({ targetColumn, columnRoles = {} }: FileFields): TableColumn[] {
  const columns = Object.entries(columnRoles).map(([name, role]) => ({ name, role }));
  if (targetColumn === undefined) return columns;
  // Objects have names of their own, such as `constructor`.
  const own = columns.find(({ name }) => name === targetColumn)?.role;
  const target = columns.find(({ role }) => role === 'target')?.name ?? targetColumn;
  if (target === targetColumn && (own === undefined || own === 'target'))
    return [...columns.filter(({ name }) => name !== targetColumn), { name: targetColumn, role: 'target' }];
  throw new AppError(
    'invalid_value',
    target === targetColumn
      ? `target_column names '${targetColumn}', which has the role ${own ?? 'target'} in column_roles.`
      : `target_column names '${targetColumn}', and column_roles gives the role target to '${target}'. Name one of them.`,
    { param: 'target_column' },
  );
}
