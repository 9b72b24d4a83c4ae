import type { PublicDemo } from '@modelmint/domain/public-demo';
import { type OperatorActor, recordOperatorAct } from '../audit/record-operator-act.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import { publicDemoKey } from './read-public-demo.ts';

export type DemoOutcome = 'set' | 'no-endpoint' | 'not-yours' | 'other-task';

/**
 * Offers an endpoint to everybody, or with `demo: null` nothing. Only one of an organization that the operator owns or
 * administers: nobody else is made to pay for the calls of strangers.
 */
export async function setPublicDemo(
  db: Database,
  { demo, operator }: { demo: PublicDemo | null; operator: OperatorActor },
): Promise<DemoOutcome> {
  return withSystem(db, async (tx) => {
    if (demo === null) {
      await tx.setting.deleteMany({ where: { key: publicDemoKey } });
      await recordOperatorAct(tx, operator, { action: 'site.demo', target: { kind: 'setting', id: publicDemoKey } });
      return 'set';
    }
    const { projectId, endpoint: name } = demo;
    const found = await tx.endpoint.findUnique({
      where: { projectId_name: { projectId, name } },
      select: { organizationId: true, model: { select: { task: true } } },
    });
    if (found === null) return 'no-endpoint';
    const { organizationId } = found;
    const member = await tx.member.findUnique({
      where: { organizationId_userId: { organizationId, userId: operator.userId } },
    });
    if (member === null || (member.role !== 'OWNER' && member.role !== 'ADMIN')) return 'not-yours';
    if (found.model.task !== 'text-classification') return 'other-task';
    await tx.setting.upsert({
      where: { key: publicDemoKey },
      create: { key: publicDemoKey, value: demo },
      update: { value: demo, updatedAt: new Date() },
    });
    const target = { kind: 'setting', id: publicDemoKey, name };
    await recordOperatorAct(tx, operator, { action: 'site.demo', target, details: { organizationId, projectId } });
    return 'set';
  });
}
