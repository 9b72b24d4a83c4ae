/** The life of a fine-tuning job. Wire names (`succeeded`…) are these in lower case. */
export const jobStatuses = ['VALIDATING_FILES', 'QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const;
export type JobStatus = (typeof jobStatuses)[number];

/**
 * The one move table. Every status change is one `updateMany where status in (from)`;
 * 0 rows is a lost race, which the caller must treat as an answer.
 */
export const jobMoves = {
  validated: { from: ['VALIDATING_FILES'], to: 'QUEUED' },
  claim: { from: ['QUEUED'], to: 'RUNNING' },
  requeue: { from: ['RUNNING'], to: 'QUEUED' },
  succeed: { from: ['RUNNING'], to: 'SUCCEEDED' },
  fail: { from: ['VALIDATING_FILES', 'QUEUED', 'RUNNING'], to: 'FAILED' },
  cancel: { from: ['VALIDATING_FILES', 'QUEUED', 'RUNNING'], to: 'CANCELLED' },
} as const satisfies Record<string, { from: readonly JobStatus[]; to: JobStatus }>;
export type JobMove = keyof typeof jobMoves;

export const isTerminal = (status: JobStatus): boolean =>
  !Object.values(jobMoves).some(({ from }) => (from as readonly JobStatus[]).includes(status));

/** A job that lost its worker this many times has failed for good. */
export const jobAttemptsMax = 3;
