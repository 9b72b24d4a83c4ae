import type { StatusKind } from '../../../ui/status.tsx';

/** Of fine-tuning and inference jobs alike. */
export const jobKinds: Readonly<Record<string, StatusKind>> = {
  VALIDATING_FILES: 'validating',
  VALIDATING: 'validating',
  QUEUED: 'queued',
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  COMPLETED: 'succeeded',
  FAILED: 'failed',
  EXPIRED: 'expired',
  CANCELLED: 'cancelled',
};

const live = ['VALIDATING_FILES', 'VALIDATING', 'QUEUED', 'RUNNING'];

export const isLive = ({ status }: { status: string }): boolean => live.includes(status);
/** Not what is paid in part: a new job would charge that again. */
export const mayRetry = ({ status, chargedMicros }: { status: string; chargedMicros: bigint | string }): boolean =>
  (status === 'FAILED' || status === 'EXPIRED') && BigInt(chargedMicros) === 0n;
