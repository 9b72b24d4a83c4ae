import { z } from 'zod';
import type { ModelAbility } from './model-ability.ts';

/** What each row of an inference job asks: OpenAI's word for it is `endpoint`. */
export const inferenceRoutes = [
  '/v1/chat/completions',
  '/v1/completions',
  '/v1/embeddings',
  '/v1/classifications',
  '/v1/predictions',
  '/v1/recommendations',
] as const;
export const InferenceRoute = z.enum(inferenceRoutes);
export type InferenceRoute = z.infer<typeof InferenceRoute>;

export const routeAbilities: Record<InferenceRoute, readonly ModelAbility[]> = {
  '/v1/chat/completions': ['generate'],
  '/v1/completions': ['generate'],
  '/v1/embeddings': ['embed'],
  '/v1/classifications': ['classify-texts', 'classify-images'],
  '/v1/predictions': ['predict'],
  '/v1/recommendations': ['recommend'],
};

/** The routes that a model answers, the likeliest first. */
export function routesOfAbilities(abilities: readonly ModelAbility[]): InferenceRoute[] {
  return inferenceRoutes.filter((route) => routeAbilities[route].some((ability) => abilities.includes(ability)));
}

export const inferenceModes = ['BATCH', 'ROWS'] as const;
/** `BATCH`: OpenAI's lines, each a call of its own. `ROWS`: inputs only, everything else is the job's. */
export type InferenceMode = (typeof inferenceModes)[number];

export const inferenceStatuses = [
  'VALIDATING',
  'QUEUED',
  'RUNNING',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'EXPIRED',
] as const;
export type InferenceStatus = (typeof inferenceStatuses)[number];

/** Every status change is one `updateMany where status in (from)`; 0 rows is a lost race. */
export const inferenceMoves = {
  validated: { from: ['VALIDATING'], to: 'QUEUED' },
  claim: { from: ['QUEUED'], to: 'RUNNING' },
  requeue: { from: ['RUNNING'], to: 'QUEUED' },
  complete: { from: ['RUNNING'], to: 'COMPLETED' },
  fail: { from: ['VALIDATING', 'QUEUED', 'RUNNING'], to: 'FAILED' },
  cancel: { from: ['VALIDATING', 'QUEUED', 'RUNNING'], to: 'CANCELLED' },
  expire: { from: ['VALIDATING', 'QUEUED', 'RUNNING'], to: 'EXPIRED' },
} as const satisfies Record<string, { from: readonly InferenceStatus[]; to: InferenceStatus }>;
export type InferenceMove = keyof typeof inferenceMoves;

export const openInferenceStatuses = ['VALIDATING', 'QUEUED', 'RUNNING'] as const satisfies readonly InferenceStatus[];

export const isInferenceOver = (status: InferenceStatus): boolean =>
  !(openInferenceStatuses as readonly InferenceStatus[]).includes(status);

interface Stage {
  status: InferenceStatus;
  cancelRequestedAt: Date | null;
  finalizingAt: Date | null;
}

export const batchStatuses = [
  'validating',
  'failed',
  'in_progress',
  'finalizing',
  'completed',
  'expired',
  'cancelling',
  'cancelled',
] as const;
/** As OpenAI's clients know it. */
export type BatchStatus = (typeof batchStatuses)[number];

export function batchStatusOf(stage: Stage): BatchStatus {
  const shown = shownStatusOf(stage);
  if (shown === 'queued' || shown === 'running') return 'in_progress';
  return shown === 'finishing' ? 'finalizing' : shown;
}

/** As people read it. */
export type ShownInferenceStatus =
  | 'validating'
  | 'queued'
  | 'running'
  | 'finishing'
  | 'cancelling'
  | 'completed'
  | 'failed'
  | 'cancelled'
  | 'expired';

export function shownStatusOf({ status, cancelRequestedAt, finalizingAt }: Stage): ShownInferenceStatus {
  if (status !== 'QUEUED' && status !== 'RUNNING') return lower[status];
  if (cancelRequestedAt !== null) return 'cancelling';
  return finalizingAt === null ? lower[status] : 'finishing';
}

const lower = {
  VALIDATING: 'validating',
  QUEUED: 'queued',
  RUNNING: 'running',
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
  EXPIRED: 'expired',
} as const satisfies Record<InferenceStatus, ShownInferenceStatus>;

/** What does not end by then has expired; its finished rows are kept. */
export const inferenceWindowMs = 24 * 60 * 60 * 1_000;

export const inferenceLimits: Record<InferenceMode, { rowsMax: number; bytesMax: number; lineBytesMax: number }> = {
  // OpenAI's.
  BATCH: { rowsMax: 50_000, bytesMax: 200 * 1024 * 1024, lineBytesMax: 12 * 1024 * 1024 },
  ROWS: { rowsMax: 1_000_000, bytesMax: 1024 * 1024 * 1024, lineBytesMax: 12 * 1024 * 1024 },
};

/** OpenAI's, of a BATCH: a line may have many. */
export const embeddingInputsMax = 50_000;

/** Problems of an input file that are kept; a file with more has as many lines at fault as `message` of the job says. */
export const problemsKept = 100;

/** What is wrong with a line of the input, in the form of OpenAI's `errors.data`. */
export const InferenceProblem = z.object({
  code: z.string(),
  message: z.string(),
  param: z.string().nullable(),
  /** From 1; null for what concerns the whole file. */
  line: z.number().int().positive().nullable(),
});
export type InferenceProblem = z.infer<typeof InferenceProblem>;

/** A job that lost its worker this many times within one chunk has failed for good. */
export const chunkAttemptsMax = 3;
