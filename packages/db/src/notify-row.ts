import { type RowEvent, rowChannel } from '@modelmint/domain/row-event';
import type { OrgTransaction } from './with-org.ts';
import type { SystemTransaction } from './with-system.ts';

/** Tells every web process at commit that a row has changed; a rolled-back transaction tells nothing. */
export async function notifyRow(tx: OrgTransaction | SystemTransaction, event: RowEvent): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${rowChannel}, ${JSON.stringify(event)})`;
}
