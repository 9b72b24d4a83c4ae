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
export const mayRetry = ({ status }: { status: string }): boolean => status === 'FAILED' || status === 'EXPIRED';
