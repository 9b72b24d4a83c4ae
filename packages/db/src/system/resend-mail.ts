import { type OperatorActor, recordOperatorAct } from '../audit/record-operator-act.ts';
import type { Mail } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export async function findMail(db: Database, id: string): Promise<Mail | null> {
  return withSystem(db, (tx) => tx.mail.findUnique({ where: { id } }));
}

/** Says that the operator had a mail sent again, before it goes out. */
export async function recordResend(
  db: Database,
  { mail: { id, kind }, operator }: { mail: Pick<Mail, 'id' | 'kind'>; operator: OperatorActor },
): Promise<void> {
  await withSystem(db, (tx) =>
    recordOperatorAct(tx, operator, { action: 'mail.resend', target: { kind: 'mail', id, name: kind } }),
  );
}
