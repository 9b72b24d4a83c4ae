import { z } from 'zod';
import { archiveProblems } from './dataset-archive-problems.ts';
import { generationProblems } from './dataset-generation-problems.ts';
import { ratingProblems } from './dataset-rating-problems.ts';
import { tableProblems } from './dataset-table-problems.ts';

/**
 * Every way in which a file or one of its lines is refused: what is wrong, and how to mend it.
 * `{name}` is filled from the problem's details, so that a screen can say the same in another language.
 */
export const datasetProblems = {
  // The whole file.
  file_empty: {
    message: 'The file has no data.',
    hint: 'Upload a file with one example on each line, such as {"text": "…", "label": "…"}.',
  },
  file_binary: {
    message: 'The file is {kind}, not text.',
    hint: 'Export text as JSON Lines or CSV; gzip is the only compression that is read. Pack images into a ZIP archive, with one folder for each label.',
  },
  file_nested_gzip: {
    message: 'The gzip file contains another gzip file.',
    hint: 'Unpack it once and upload the inner .gz file.',
  },
  gzip_truncated: {
    message: 'The gzip file ends in the middle of its data.',
    hint: 'The upload or the export was cut off: create the file again and check it with "gzip -t" before the upload.',
  },
  gzip_corrupt: {
    message: 'The gzip file is damaged and cannot be unpacked.',
    hint: 'Create the file again and check it with "gzip -t" before the upload.',
  },
  gzip_expands_too_much: {
    message: 'The gzip file unpacks to more than {times} times its size.',
    hint: 'Upload the data uncompressed, or remove rows that repeat.',
  },
  file_too_large: {
    message: 'The file holds more than {sizeBytesMax} bytes of text.',
    hint: 'Split the data into smaller files, or leave out columns that training does not need.',
  },
  too_many_rows: {
    message: 'The file has more than {rowsMax} rows.',
    hint: 'Upload a sample of the data; a model seldom gains from more rows than that.',
  },
  task_needs_zip: {
    message: 'Images are read from a ZIP archive; this file is {kind}.',
    hint: 'Put the images of each label into a folder of its name, pack the folders into one ZIP archive and upload that; or choose a task for text.',
  },
  encoding_unknown: {
    message: 'The encoding {encoding} is not known.',
    hint: 'Save the file as UTF-8, or leave the encoding empty to have it detected.',
  },
  json_array: {
    message: 'The file is one JSON array.',
    hint: 'Write one object per line without the surrounding brackets and commas: jq -c ".[]" data.json > data.jsonl',
  },
  json_spread_over_lines: {
    message: 'The JSON objects are spread over several lines.',
    hint: 'Write each object on one line: jq -c . data.json > data.jsonl',
  },
  header_only: {
    message: 'The file has a header with the columns {columns}, but no rows below it.',
    hint: 'Add one row for each example.',
  },
  columns_unclear: {
    message: 'It is not clear which column is the text and which is the label. Columns found: {columns}.',
    hint: 'Name the two columns "text" and "label" in the first line, or choose the text and the label column. For a table, choose table prediction and the column to predict; for what users bought or rated, choose recommendation; for running text, choose text generation.',
  },
  column_missing: {
    message: 'There is no column "{column}". Columns found: {columns}.',
    hint: 'Choose one of the columns found; upper and lower case do not matter.',
  },
  too_many_columns: {
    message: 'There are more than {columnsMax} columns.',
    hint: 'Leave out the columns that training does not need.',
  },
  // One line.
  line_too_long: {
    message: 'The line is longer than {lengthMax} bytes and was skipped.',
    hint: 'Shorten the text, or split it into several examples. If it holds many examples, put each on its own line.',
  },
  invalid_encoding: {
    message: 'The line contains bytes that are not valid {encoding}.',
    hint: 'Save the file as UTF-8. Such bytes come from copying between programs with different encodings.',
  },
  nul_character: {
    message: 'The line contains a NUL character.',
    hint: 'Remove it: tr -d "\\000" < data > cleaned',
  },
  lone_surrogate: {
    message: 'The text contains half of a character (a lone \\ud800–\\udfff escape).',
    hint: 'The text was cut inside an emoji or a rare character: cut it by characters, not by code units.',
  },
  invalid_json: {
    message: 'The line is not valid JSON: {reason}.',
    hint: 'Each line must be one complete object such as {"text": "…", "label": "…"}.',
  },
  not_an_object: {
    message: 'The line is JSON, but not an object.',
    hint: 'Each line must be one object such as {"text": "…", "label": "…"}.',
  },
  fields_unclear: {
    message: 'It is not clear which field is the text and which is the label. Fields found: {columns}.',
    hint: 'Name the two fields "text" and "label", or choose the text and the label column. Text without labels can be read for text generation, other fields for table prediction or recommendation.',
  },
  quote_not_closed: {
    message: 'A quoted field begins on this line and is never closed.',
    hint: 'Close the quote, and write a quote inside a quoted field twice ("").',
  },
  quote_misplaced: {
    message: 'There is text between a closing quote and the next delimiter.',
    hint: 'Write a quote inside a quoted field twice ("").',
  },
  columns_differ: {
    message: 'The row has {found} columns, the header has {expected}.',
    hint: 'Put fields that contain the delimiter or a line break in double quotes.',
  },
  text_missing: {
    message: 'The field "{column}" with the text is missing.',
    hint: 'Give each row the same fields.',
  },
  text_not_string: {
    message: 'The text is not a string but {kind}.',
    hint: 'Put the text in double quotes.',
  },
  text_empty: {
    message: 'The text is empty.',
    hint: 'Remove the row or fill in its text.',
  },
  text_too_long: {
    message: 'The text has {length} characters; at most {lengthMax} are allowed.',
    hint: 'Shorten the text, or split it into several examples.',
  },
  label_missing: {
    message: 'The field "{column}" with the label is missing.',
    hint: 'Give each row the same fields.',
  },
  label_not_scalar: {
    message: 'The label is {kind}; it must be a string, a number or a truth value.',
    hint: 'Each example has exactly one label; repeat the row to give it several.',
  },
  label_empty: {
    message: 'The label is empty.',
    hint: 'Remove the row or fill in its label.',
  },
  label_too_long: {
    message: 'The label has {length} characters; at most {lengthMax} are allowed.',
    hint: 'A label is the short name of a class. Check that the label column was chosen, not the text column.',
  },
  too_many_labels: {
    message: 'There are more than {labelsMax} different labels; "{label}" is one too many.',
    hint: 'Check that the label column was chosen, and merge rare classes into one such as "other".',
  },
  chat_invalid: {
    message: 'The messages are not usable: {reason}.',
    hint: 'Each example needs one user message (the text) and one assistant message (the label).',
  },
  chat_many_turns: {
    message: 'The example has {turns} user and assistant messages; exactly one of each is read.',
    hint: 'Keep the user message to be classified and the assistant message with its label; make each further turn its own line.',
  },
  ...generationProblems,
  ...archiveProblems,
  ...tableProblems,
  ...ratingProblems,
  // The verdict over all rows.
  no_valid_rows: {
    message: 'None of the {rows} rows can be used. The first problem is on line {line}: {first}',
    hint: '{firstHint}',
  },
  too_many_bad_rows: {
    message: '{bad} of {rows} rows cannot be used. The most frequent reason: {first}',
    hint: '{firstHint}',
  },
  one_label: {
    message: 'All rows have the same label, "{label}".',
    hint: 'A classifier needs at least two classes: add rows with another label.',
  },
  too_few_per_label: {
    message: 'The label "{label}" has too few different texts: {found}, at least {needed} are needed.',
    hint: 'Add examples for it, correct it if it is misspelt (line {line}), or remove its rows.',
  },
} as const satisfies Record<string, { message: string; hint: string }>;

export type DatasetProblemCode = keyof typeof datasetProblems;

type Placeholders<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `"${string}` ? never : Name) | Placeholders<Rest>
  : never;

type DetailsOf<C extends DatasetProblemCode> = {
  [Name in Placeholders<(typeof datasetProblems)[C]['message'] | (typeof datasetProblems)[C]['hint']>]: string | number;
};

export const DatasetProblem = z.object({
  /** Line of the uploaded file, or place of the entry in an archive, from 1; null where the whole file is meant. */
  line: z.number().int().positive().nullable(),
  code: z.enum(Object.keys(datasetProblems) as [DatasetProblemCode, ...DatasetProblemCode[]]),
  message: z.string(),
  hint: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type DatasetProblem = z.infer<typeof DatasetProblem>;

function fill(template: string, details: Record<string, string | number>): string {
  return template.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) => String(details[name] ?? whole));
}

export function datasetProblem<C extends DatasetProblemCode>(
  code: C,
  line: number | null,
  details: DetailsOf<C>,
): DatasetProblem {
  const { message, hint } = datasetProblems[code];
  return { line, code, message: fill(message, details), hint: fill(hint, details), details };
}
