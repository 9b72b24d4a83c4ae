import { newId } from '@modelmint/domain/ids';
import type { Prisma } from '../generated/client.ts';
import { storableJson, storableText } from '../ingest/storable-json.ts';
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

/** One line of the job's history, as OpenAI's clients read it; in the samples of a model any character may stand. */
export async function addJobEvent(
  tx: OrgTransaction | SystemTransaction,
  { message, data, ...event }: NewJobEvent,
): Promise<void> {
  const words = { message: storableText(message), ...(data === undefined ? {} : { data: storableJson(data) }) };
  await tx.jobEvent.create({ data: { id: newId('jobEvent'), type: 'message', ...event, ...words } });
}
