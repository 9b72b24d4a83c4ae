import { ColumnRole } from '@modelmint/domain/tabular-spec';
import { Task } from '@modelmint/domain/task';
import { isVisibleLine, visibleLine } from '@modelmint/domain/visible-text';
import { z } from 'zod';

const columnsMax = 1_000;
const nameCharactersMax = 200;

const column = z.string().trim().min(1).max(nameCharactersMax);
/** Empty: none is read, whatever the columns are called. */
const columnOrNone = z.string().trim().max(nameCharactersMax);

/** The names of columns with their roles, as an object or as its JSON: forms and uploads carry texts only. */
const ColumnRoles = z.preprocess(
  (value) => (typeof value === 'string' ? readJson(value) : value),
  z
    .record(z.string(), ColumnRole, 'it is a JSON object with roles by the names of columns, such as {"age":"numeric"}')
    .refine((roles) => Object.keys(roles).length <= columnsMax, `at most ${columnsMax} columns have a role`)
    .refine(
      (roles) => Object.keys(roles).every((name) => name !== '' && name.length <= nameCharactersMax),
      `the name of a column has 1 to ${nameCharactersMax} characters`,
    )
    .refine(
      (roles) => Object.values(roles).filter((role) => role === 'target').length <= 1,
      'at most one column can be the target',
    ),
);

/** What a client says about a file besides its bytes. */
export const FileFields = z.object({
  /** `batch`: rows to answer; `base-model`: an archive with the files of a checkpoint, to be imported. */
  purpose: z.enum(['fine-tune', 'batch', 'user_data', 'base-model']),
  /** What the rows are read for; by the file's content when absent. */
  task: Task.optional(),
  /** Texts and their labels. */
  textColumn: column.optional(),
  labelColumn: column.optional(),
  /** Tables: what is predicted, and the roles of the other columns; what is not said is told by the content. */
  targetColumn: column.optional(),
  columnRoles: ColumnRoles.optional(),
  targetKind: z.enum(['label', 'value']).optional(),
  /** What users did. */
  userColumn: column.optional(),
  itemColumn: column.optional(),
  ratingColumn: columnOrNone.optional(),
  timeColumn: columnOrNone.optional(),
  datasetName: z.string().trim().min(1).max(200).refine(isVisibleLine, visibleLine).optional(),
  /** Share of the rows that is held out for validation. */
  validationFraction: z.coerce.number().min(0.01).max(0.5).optional(),
});
export type FileFields = z.infer<typeof FileFields>;

/** What is no JSON is left to the schema to refuse. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
