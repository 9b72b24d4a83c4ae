import { z } from 'zod';
import type { InferenceMode } from './inference-job.ts';
import { type RowReading, rowBody } from './inference-row.ts';
import { type AskedCall, readCall } from './wire/call-route.ts';
import type { CalledModel } from './wire/called-model.ts';

export const RowError = z.object({ code: z.string(), message: z.string(), param: z.string().nullable() });
export type RowError = z.infer<typeof RowError>;

/** A row of the input, read and on one line of its own. */
export const InferenceRow = z.object({
  /** From 0. */
  row: z.number().int().nonnegative(),
  /** Of the file, from 1. */
  line: z.number().int().positive(),
  /** Of a BATCH. */
  customId: z.string().nullable(),
  /** Of a BATCH the body of its call, else the value of the line or the cells of the record. */
  value: z.unknown(),
  /** Why it cannot be asked. */
  error: RowError.nullable(),
});
export type InferenceRow = z.infer<typeof InferenceRow>;

/** What all rows of a job have in common. */
export interface InferenceAsk extends RowReading {
  mode: InferenceMode;
  called: CalledModel;
  seed: number;
}

/** @throws AppError for a row that cannot be asked of this model. */
export function askRow(ask: InferenceAsk, { row, value }: Pick<InferenceRow, 'row' | 'value'>): AskedCall {
  const body = ask.mode === 'BATCH' ? value : rowBody(ask, value);
  return readCall(ask.route, withSeed(ask, body, row)).ask(ask.called);
}

/** Where nobody has given one, so that a row which is asked again is answered the same. */
function withSeed({ route, seed }: InferenceAsk, body: unknown, row: number): unknown {
  const isGenerated = route === '/v1/chat/completions' || route === '/v1/completions';
  if (!isGenerated || typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const given = (body as { seed?: unknown }).seed;
  return given === undefined || given === null ? { ...body, seed: seedOfRow(seed, row) } : body;
}

/** Neighbours draw nothing alike. */
function seedOfRow(seed: number, row: number): number {
  let mixed = Math.imul(seed ^ row, 0x9e3779b1) ^ row;
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 1;
}

/** A record by the names of its columns; a cell that is not there is empty. */
export function cellsByName(names: readonly string[], cells: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name.trim(), cells[index] ?? '']));
}
