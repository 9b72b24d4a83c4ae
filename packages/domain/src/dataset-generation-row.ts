import { listColumns } from './dataset-columns.ts';
import { readMessages } from './dataset-messages.ts';
import { type DatasetProblem, datasetProblem } from './dataset-problem.ts';
import { checkCharacters, kindOf } from './dataset-row.ts';
import type { GenerationFields, GenerationRow } from './generation-row.ts';

type Row = Readonly<Record<string, unknown>>;

/**
 * Reads `{"messages"}` in OpenAI's fine-tuning format, `{"prompt", "completion"}`, or `{"text"}` alone; a file may mix
 * them. Fields that were chosen come first.
 */
export function readGenerationRow(
  row: Row,
  line: number,
  fields: GenerationFields | null = null,
): GenerationRow | DatasetProblem {
  if (fields !== null)
    return fields.prompt === null
      ? readText(row, fields.answer, line)
      : readCompletion(row, { prompt: fields.prompt, answer: fields.answer }, line);
  const has = (name: string): boolean => Object.hasOwn(row, name);
  if (has('messages')) return readMessages(row, line);
  if (has('prompt') || has('completion')) return readCompletion(row, { prompt: 'prompt', answer: 'completion' }, line);
  const columns = Object.keys(row);
  if (!has('text')) return datasetProblem('row_unclear', line, { columns: listColumns(columns) });
  const others = columns.filter((name) => name !== 'text');
  if (others.length > 0) return datasetProblem('text_not_alone', line, { columns: listColumns(others) });
  return readText(row, 'text', line);
}

function readText(row: Row, field: string, line: number): GenerationRow | DatasetProblem {
  const text = readField(row, field, line);
  if (typeof text !== 'string') return text;
  if (text.trim() === '') return datasetProblem('field_empty', line, { field });
  const none = { messages: 0, turns: 0, hasSystem: false };
  return { kind: 'text', json: JSON.stringify({ text }), prompt: '', answer: text, texts: [text], ...none };
}

/** The prompt may be empty: then the model learns to begin. */
function readCompletion(
  row: Row,
  fields: { prompt: string; answer: string },
  line: number,
): GenerationRow | DatasetProblem {
  const prompt = readField(row, fields.prompt, line);
  if (typeof prompt !== 'string') return prompt;
  const completion = readField(row, fields.answer, line);
  if (typeof completion !== 'string') return completion;
  if (completion.trim() === '') return datasetProblem('field_empty', line, { field: fields.answer });
  const json = JSON.stringify({ prompt, completion });
  const none = { messages: 0, turns: 0, hasSystem: false };
  return { kind: 'completion', json, prompt, answer: completion, texts: [prompt, completion], ...none };
}

function readField(row: Row, field: string, line: number): string | DatasetProblem {
  const value = Object.hasOwn(row, field) ? row[field] : undefined;
  if (value === undefined) return datasetProblem('field_missing', line, { field });
  if (typeof value !== 'string') return datasetProblem('field_not_string', line, { field, kind: kindOf(value) });
  return checkCharacters(value, line) ?? value;
}
