import { PublicDemo } from '@modelmint/domain/public-demo';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** Row of `setting` that holds a PublicDemo. */
export const publicDemoKey = 'public-demo';

export interface FoundDemo extends PublicDemo {
  organizationId: string;
}

/**
 * The demo of the landing page; null when the operator has set none, when its endpoint or project is gone, or while who
 * pays for it is suspended.
 */
export async function readPublicDemo(db: Database): Promise<FoundDemo | null> {
  return withSystem(db, async (tx) => {
    const setting = await tx.setting.findUnique({ where: { key: publicDemoKey } });
    const demo = PublicDemo.safeParse(setting?.value);
    if (!demo.success) return null;
    const { projectId, endpoint } = demo.data;
    const found = await tx.endpoint.findUnique({
      where: { projectId_name: { projectId, name: endpoint } },
      select: { organizationId: true, model: { select: { task: true, deletedAt: true } } },
    });
    if (found === null || found.model.deletedAt !== null || found.model.task !== 'text-classification') return null;
    const { organizationId } = found;
    const payer = await tx.organization.findUnique({ where: { id: organizationId }, select: { suspendedAt: true } });
    if (payer === null || payer.suspendedAt !== null) return null;
    return { projectId, endpoint, organizationId };
  });
}
