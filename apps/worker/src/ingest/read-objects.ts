import { readChatRow } from '@modelmint/domain/dataset-chat-row';
import { chooseColumns, chooseGenerationColumns, type DatasetColumns } from '@modelmint/domain/dataset-columns';
import { readGenerationRow } from '@modelmint/domain/dataset-generation-row';
import type { DatasetProblem } from '@modelmint/domain/dataset-problem';
import { checkRow, type DatasetRow, isDatasetProblem } from '@modelmint/domain/dataset-row';
import type { GenerationFields, GenerationKind } from '@modelmint/domain/generation-row';
import type { Task } from '@modelmint/domain/task';
import { classifiedRow, generatedRow } from './found-row.ts';
import { openRatings } from './read-ratings.ts';
import { openTable } from './read-table.ts';
import type { ReaderOptions } from './reader-options.ts';
import type { RowSink } from './row-sink.ts';
import { type MakeRow, objectCells, type RowTaker, takeEach, takeSampled } from './take-rows.ts';

type JsonObject = Record<string, unknown>;

/** Takes the objects of a file for a task. */
export function takeObjects(task: Task, options: ReaderOptions, sink: RowSink): RowTaker<JsonObject> {
  switch (task) {
    case 'tabular':
      return takeSampled(sink, objectCells(options.limits.columnsMax, sink), openTable(options, sink));
    case 'recommendation':
      return takeSampled(sink, objectCells(options.limits.columnsMax, sink), openRatings(options, sink));
    case 'text-generation':
      return takeEach(sink, generatedObjects(options, sink));
    default:
      return takeEach(sink, classifiedObjects(options, sink));
  }
}

/** Objects with a text and a label field, or chats of one user and one assistant message. */
function classifiedObjects({ spec, limits }: ReaderOptions, sink: RowSink): MakeRow<JsonObject> {
  let columns: DatasetColumns | null = null;
  const name = once(sink);
  const read = (object: JsonObject, line: number): DatasetRow | DatasetProblem => {
    if (spec.textColumn === undefined && Object.hasOwn(object, 'messages')) {
      name(object, { textColumn: 'messages', labelColumn: 'messages' });
      return readChatRow(object.messages, line, limits);
    }
    const chosen = columns ?? chooseColumns(Object.keys(object), spec, { line, code: 'fields_unclear' });
    if (isDatasetProblem(chosen)) return chosen;
    columns = chosen;
    name(object, chosen);
    return checkRow(own(object, chosen.textColumn), own(object, chosen.labelColumn), line, { columns: chosen, limits });
  };
  return (object, line) => {
    const row = read(object, line);
    return isDatasetProblem(row) ? row : classifiedRow(row, line);
  };
}

const kindColumns: Record<GenerationKind, Partial<DatasetColumns>> = {
  messages: { textColumn: 'messages', labelColumn: 'messages' },
  completion: { textColumn: 'prompt', labelColumn: 'completion' },
  text: { textColumn: 'text' },
};

/** Chats, prompts with completions and texts, in any mix, or the fields that were chosen. */
function generatedObjects({ spec }: ReaderOptions, sink: RowSink): MakeRow<JsonObject> {
  const isChosen = spec.textColumn !== undefined || spec.labelColumn !== undefined;
  let fields: GenerationFields | null = null;
  const name = once(sink);
  return (object, line) => {
    if (isChosen && fields === null) {
      const chosen = chooseGenerationColumns(Object.keys(object), spec, line);
      if (isDatasetProblem(chosen)) return chosen;
      fields = chosen;
    }
    const row = readGenerationRow(object, line, fields);
    if (isDatasetProblem(row)) return row;
    name(object, fields === null ? kindColumns[row.kind] : namesOf(fields));
    return generatedRow(row, line);
  };
}

/** As a report names them. */
export function namesOf({ prompt, answer }: GenerationFields): Partial<DatasetColumns> {
  return prompt === null ? { textColumn: answer } : { textColumn: prompt, labelColumn: answer };
}

function once(sink: RowSink): (object: object, chosen: Partial<DatasetColumns>) => void {
  let isNamed = false;
  return (object, chosen) => {
    if (!isNamed) sink.nameColumns({ columns: Object.keys(object), ...chosen });
    isNamed = true;
  };
}

/** Not the fields that every object inherits, such as `constructor`. */
function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
