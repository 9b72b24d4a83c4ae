import { z } from 'zod';
import { type EvaluationAsk, weighsTokens } from './evaluation.ts';

/** A row of a data set, cut in two: what a model is asked, and what it should say, which it never sees. */
export interface HeldOutRow {
  ask: unknown;
  /** As it is shown. */
  input: string;
  expected: string;
}

/** What lies beside the rows of the job, one a line in the same order. */
export const ExpectedLine = z.object({ input: z.string(), expected: z.string() });
export type ExpectedLine = z.infer<typeof ExpectedLine>;

export const expectedFileName = 'expected.jsonl';
const charactersShown = 2_000;

type Row = Readonly<Record<string, unknown>>;

/** A row that the route cannot ask becomes one that is refused by itself. */
export function cutRow(
  row: Row,
  { task, target, ask }: { task: string; target: string | null; ask: EvaluationAsk },
): HeldOutRow {
  if (task === 'text-classification') return of({ text: row.text }, row.text, row.label);
  if (task === 'image-classification') return of({ image: row.image }, row.name, row.label);
  if (task === 'tabular') {
    const { [target ?? '']: expected, ...cells } = row;
    return of(cells, JSON.stringify(cells), expected);
  }
  return cutText(row, ask);
}

function cutText(row: Row, ask: EvaluationAsk): HeldOutRow {
  if (weighsTokens(ask)) return weighed(row);
  if (Array.isArray(row.messages)) {
    const messages = row.messages as { content?: unknown }[];
    return of({ messages: messages.slice(0, -1) }, messages.at(-2)?.content, messages.at(-1)?.content);
  }
  if (typeof row.completion === 'string') return of({ prompt: row.prompt }, row.prompt, row.completion);
  return of({}, '', row.text);
}

function weighed(row: Row): HeldOutRow {
  const text = typeof row.text === 'string' ? row.text : textOf(row.prompt) + textOf(row.completion);
  return of(text === '' ? {} : { prompt: text }, text, '');
}

const of = (ask: unknown, input: unknown, expected: unknown): HeldOutRow => ({
  ask,
  input: cut(textOf(input)),
  expected: textOf(expected),
});

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : String(value);

function cut(text: string): string {
  return text.length <= charactersShown ? text : `${[...text.slice(0, charactersShown + 1)].slice(0, -1).join('')}…`;
}
