import { RowError } from '@modelmint/domain/inference-ask';
import { InferenceProblem, InferenceRoute, inferenceModes } from '@modelmint/domain/inference-job';
import { CalledModel } from '@modelmint/domain/wire/called-model';
import { z } from 'zod';

const count = z.number().int().nonnegative();

export const CheckLimits = z.object({
  rowsMax: count,
  bytesMax: count,
  lineBytesMax: count,
  /** Resident memory at which the child gives up by itself. */
  memoryBytesMax: count,
  durationMsMax: count,
});
export type CheckLimits = z.infer<typeof CheckLimits>;

/** From the parent to the child that reads an input file. */
export const CheckRequest = z.object({
  kind: z.literal('start'),
  sourcePath: z.string(),
  rowsPath: z.string(),
  indexPath: z.string(),
  mode: z.enum(inferenceModes),
  route: InferenceRoute,
  column: z.string().nullable(),
  parameters: z.record(z.string(), z.unknown()),
  seed: z.number().int(),
  /** Null: the first line says which model is called, and the parent looks it up. */
  model: z.string().nullable(),
  called: CalledModel.nullable(),
  limits: CheckLimits,
});
export type CheckRequest = z.infer<typeof CheckRequest>;

export const CheckCommand = z.discriminatedUnion('kind', [
  CheckRequest,
  z.object({ kind: z.literal('target'), called: CalledModel }),
]);
export type CheckCommand = z.infer<typeof CheckCommand>;

export const CheckOutcome = z.discriminatedUnion('verdict', [
  z.object({
    verdict: z.literal('ready'),
    rows: count,
    /** Rows that are there, but cannot be asked. */
    refused: count,
    chunks: count,
    tokensMax: count,
  }),
  z.object({ verdict: z.literal('refused'), failure: RowError, problems: z.array(InferenceProblem) }),
]);
export type CheckOutcome = z.infer<typeof CheckOutcome>;

export const CheckAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('model'), name: z.string(), line: z.number().int() }),
  z.object({ kind: z.literal('outcome'), outcome: CheckOutcome }),
  z.object({ kind: z.literal('failure'), code: z.enum(['internal_error', 'storage_full']), message: z.string() }),
]);
export type CheckAnswer = z.infer<typeof CheckAnswer>;

/** Where the rows of a chunk lie in the file of all rows, and the most tokens that they can need. */
export const ChunkPlace = z.object({ offset: count, bytes: count, rows: count, tokensMax: count });
export type ChunkPlace = z.infer<typeof ChunkPlace>;
export const ChunkIndex = z.array(ChunkPlace);
