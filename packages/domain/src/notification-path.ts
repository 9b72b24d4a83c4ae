const projectPages: Record<string, string> = {
  job: 'fine-tuning',
  inference: 'inference',
  evaluation: 'evaluations',
};
const organizationPages: Record<string, string> = {
  invitation: 'members',
  budget: 'billing',
  invoice: 'billing',
  wallet: 'billing',
  organization: 'billing',
  support_session: 'settings',
};

/** Where what somebody is told of can be seen. */
export function notificationPath({
  organizationId,
  projectId,
  target,
}: {
  organizationId: string;
  projectId: string | null;
  target: { kind: string; id: string };
}): string {
  const { kind, id } = target;
  if (kind === 'webhook') return `/organizations/${organizationId}/webhooks/${encodeURIComponent(id)}`;
  const page = projectPages[kind];
  if (projectId !== null && page !== undefined) return `/projects/${projectId}/${page}/${encodeURIComponent(id)}`;
  if (projectId !== null && kind === 'api_key') return `/projects/${projectId}/api-keys`;
  return `/organizations/${organizationId}/${organizationPages[kind] ?? 'notifications'}`;
}
