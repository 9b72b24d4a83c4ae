import { type Role, roles } from '@modelmint/domain/roles';
import type { SelectOption } from '../../../ui/select.tsx';

/** What a role is called and, in a sentence, what it is for. The table itself is domain/roles. */
export const roleWords: Record<Role, { label: string; detail: string }> = {
  OWNER: { label: 'Owner', detail: 'Everything, also other owners and the end of the organization' },
  ADMIN: { label: 'Admin', detail: 'Everything but owners and deleting the organization' },
  MEMBER: { label: 'Member', detail: 'Data, jobs, models, endpoints and calls; sees no bills' },
  VIEWER: { label: 'Viewer', detail: 'Looks at projects and usage, changes nothing' },
  BILLING: { label: 'Billing', detail: 'Plans, credit and invoices; sees no data' },
};

/** Only owners make owners. */
export function roleOptions(canMakeOwners: boolean): SelectOption<Role>[] {
  return roles.filter((role) => canMakeOwners || role !== 'OWNER').map((value) => ({ value, ...roleWords[value] }));
}
