import { type Role, roles } from '@modelmint/domain/roles';
import type { Translate } from '../../../i18n/translate.ts';
import type { SelectOption } from '../../../ui/select.tsx';

/** What a role is called. The table itself is domain/roles. */
export const roleLabel = (t: Translate<'member'>, role: Role): string => t(`role.${role}`);

/** In a sentence, what a role is for. */
export const roleDetail = (t: Translate<'member'>, role: Role): string => t(`roleDetail.${role}`);

/** Only owners make owners. */
export function roleOptions(t: Translate<'member'>, canMakeOwners: boolean): SelectOption<Role>[] {
  return roles
    .filter((role) => canMakeOwners || role !== 'OWNER')
    .map((value) => ({ value, label: roleLabel(t, value), detail: roleDetail(t, value) }));
}
