import type { Permission } from '@modelmint/domain/roles';
import type { MessageKey, Translate } from '../../../i18n/translate.ts';

/** What each permission lets a key do. */
const permissionKeys: Partial<Record<Permission, { label: MessageKey<'apiKey'>; help: MessageKey<'apiKey'> }>> = {
  'model.call': { label: 'permission.model_call.label', help: 'permission.model_call.help' },
  'project.read': { label: 'permission.project_read.label', help: 'permission.project_read.help' },
  'data.write': { label: 'permission.data_write.label', help: 'permission.data_write.help' },
  'job.write': { label: 'permission.job_write.label', help: 'permission.job_write.help' },
  'model.write': { label: 'permission.model_write.label', help: 'permission.model_write.help' },
  'endpoint.write': { label: 'permission.endpoint_write.label', help: 'permission.endpoint_write.help' },
  'usage.read': { label: 'permission.usage_read.label', help: 'permission.usage_read.help' },
};

/** One without words yet is named as the API names it. */
export function permissionWords(t: Translate<'apiKey'>, permission: Permission): { label: string; help: string } {
  const keys = permissionKeys[permission];
  return keys === undefined ? { label: permission, help: '' } : { label: t(keys.label), help: t(keys.help) };
}
