import { callApi } from '../../../ui/call-api.ts';

/** Without `ids` every one that there is. Resolves with how many are unread after it. */
export async function markRead(organizationId: string, ids?: readonly string[]): Promise<number> {
  const path = `/api/organizations/${organizationId}/notifications/read`;
  const { unread } = await callApi<{ unread: number }>(path, { body: ids === undefined ? {} : { ids } });
  return unread;
}
