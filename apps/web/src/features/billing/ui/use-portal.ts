'use client';

import { callApi } from '../../../ui/call-api.ts';
import { useAction } from '../../../ui/use-action.ts';

/** Goes to the payment portal: cards, invoices, cancelling. */
export function usePortal(organizationId: string) {
  return useAction(async () => {
    const path = `/api/organizations/${organizationId}/billing/portal`;
    const { url } = await callApi<{ url: string }>(path, { method: 'POST' });
    location.assign(url);
  });
}
