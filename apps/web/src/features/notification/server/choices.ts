import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import {
  defaultChoice,
  type NotificationKind,
  notificationKindNames,
  notificationKinds,
} from '@modelmint/domain/notification-kind';
import { can } from '@modelmint/domain/roles';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import type { OrganizationPrincipal } from '../../organization/server/principal.ts';
import { requireReader } from './require-reader.ts';

/** How a person is told of a kind. */
export interface NotificationChoiceView {
  kind: NotificationKind;
  inApp: boolean;
  byMail: boolean;
}

const kind = z.enum(notificationKindNames, 'this is no kind of notification');

export const SaveChoices = z.strictObject({
  choices: z
    .array(z.strictObject({ kind, inApp: z.boolean(), byMail: z.boolean() }))
    .min(1, 'choose for one kind at least')
    .max(notificationKindNames.length),
});
export type SaveChoices = z.output<typeof SaveChoices>;

/** Of what can reach somebody with their role; where they have chosen nothing, how it is. */
export async function readChoices(
  deps: Pick<Deps, 'db'>,
  principal: OrganizationPrincipal,
): Promise<NotificationChoiceView[]> {
  const { organizationId, userId } = requireReader(principal);
  return withOrg(deps.db, organizationId, (tx) => readRows(tx, { userId, role: principal.role }));
}

/** Changes those that are named; the answer is all of them. */
export async function saveChoices(
  deps: Pick<Deps, 'db'>,
  principal: OrganizationPrincipal,
  { choices }: SaveChoices,
): Promise<NotificationChoiceView[]> {
  const { organizationId, userId } = requireReader(principal);
  return withOrg(deps.db, organizationId, async (tx) => {
    for (const { kind: chosen, ...how } of choices)
      await tx.notificationChoice.upsert({
        where: { organizationId_userId_kind: { organizationId, userId, kind: chosen } },
        create: { organizationId, userId, kind: chosen, ...how },
        update: how,
      });
    return readRows(tx, { userId, role: principal.role });
  });
}

async function readRows(
  tx: OrgTransaction,
  { userId, role }: { userId: string; role: OrganizationPrincipal['role'] },
): Promise<NotificationChoiceView[]> {
  const rows = await tx.notificationChoice.findMany({ where: { userId } });
  return notificationKindNames
    .filter((name) => can(role, notificationKinds[name].to))
    .map((name) => {
      const { inApp, byMail } = rows.find((row) => row.kind === name) ?? defaultChoice(name);
      return { kind: name, inApp, byMail };
    });
}
