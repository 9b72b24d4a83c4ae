import type { AuditFrom } from '@modelmint/db/audit/record-audit';
import { type CreatedOrganization, createOrganization as insert } from '@modelmint/db/system/create-organization';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import type { SignedInUser } from '../../account/server/read-session.ts';
import { ShownName } from '../../account/server/sign-up.ts';
import { requireVerified } from './principal.ts';

export const CreateOrganization = z.strictObject({ name: ShownName });
export type CreateOrganization = z.output<typeof CreateOrganization>;

/** One more, with a first project; without trial credit, which comes with an account. Throws `conflict` beyond ten. */
export async function createOrganization(
  deps: Deps,
  user: SignedInUser,
  { name, from }: CreateOrganization & { from: AuditFrom },
): Promise<CreatedOrganization> {
  requireVerified({
    organizationId: '',
    role: 'OWNER',
    userId: user.id,
    apiKeyId: null,
    isVerified: user.emailVerified,
  });
  return insert(deps.db, { userId: user.id, name, from });
}
