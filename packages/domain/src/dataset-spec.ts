import { z } from 'zod';
import { haveOwnNames, TableColumn } from './tabular-spec.ts';
import { Task } from './task.ts';

const column = z.string().trim().min(1).max(200);

/** How the customer wants the file to be read. */
export const DatasetSpec = z.object({
  /** What the rows are read for; by the file's content when absent (`dataset-task.ts`). */
  task: Task.optional(),
  /** Column (CSV) or field (JSON Lines) with the text; detected when absent. */
  textColumn: column.optional(),
  labelColumn: column.optional(),
  /** Tables: roles of columns; those that are not named here are told by their content, and the target by its name. */
  columns: z
    .array(TableColumn)
    .min(1)
    .max(1_000)
    .refine(haveOwnNames, { message: 'two columns have the same name' })
    .refine((columns) => columns.filter(({ role }) => role === 'target').length <= 1, {
      message: 'at most one column can be the target',
    })
    .optional(),
  /** Tables: whether the target holds labels or values; told by its content when absent. */
  targetKind: z.enum(['label', 'value']).optional(),
  /** Recommendations: who, what, how good and when; told by their names when absent, and null where none is to be read. */
  userColumn: column.optional(),
  itemColumn: column.optional(),
  ratingColumn: column.nullable().optional(),
  timeColumn: column.nullable().optional(),
  /** An encoding name such as `windows-1252`; detected when absent. */
  encoding: z.string().trim().min(1).max(40).optional(),
  /** Share of each label's rows that is held out. 0 = no validation rows, where a validation file is given apart. */
  validationFraction: z.number().min(0).max(0.5).default(0.1),
  /** The same file, spec and seed give the same split, byte for byte. */
  seed: z.number().int().min(0).max(0xffffffff).default(0),
});
export type DatasetSpec = z.infer<typeof DatasetSpec>;
/** The spec as a caller may write it: everything optional. */
export type DatasetSpecInput = z.input<typeof DatasetSpec>;
