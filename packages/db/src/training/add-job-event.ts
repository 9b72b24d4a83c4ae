import { newId } from '@modelmint/domain/ids';
import type { Prisma } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';
import type { SystemTransaction } from '../with-system.ts';

export interface NewJobEvent {
  organizationId: string;
  jobId: string;
  /** 0 for what no worker wrote. */
  fence: number;
  level: 'info' | 'warn' | 'error';
  type?: 'message' | 'metrics';
  message: string;
  data?: Prisma.InputJsonObject;
}

/** One line of the job's history, as OpenAI's clients read it. */
export async function addJobEvent(tx: OrgTransaction | SystemTransaction, event: NewJobEvent): Promise<void> {
  await tx.jobEvent.create({ data: { id: newId('jobEvent'), type: 'message', ...event } });
}
