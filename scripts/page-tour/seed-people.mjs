import { readMailLink } from '../demo/read-outbox.mjs';

/** A colleague who joined, one who has not answered, a second project with limits, and budgets. The link of the open invitation. */
export async function seedPeople({ platform, account }) {
  const { browser, organizationId, projectId } = account;
  const at = `/api/organizations/${organizationId}`;
  const post = (path, body) => browser.call(`${at}${path}`, { method: 'POST', body });
  const mark = account.email.split('@')[0];
  const [joins, waits] = [`grace-${mark}@example.com`, `mary-${mark}@example.com`];
  await post('/invitations', { emails: [joins], role: 'MEMBER', projects: [projectId] });
  const token = await tokenOf({ platform, recipient: joins });
  const joined = await fetch(`${platform.local}/api/invitations/join`, {
    method: 'POST',
    headers: { origin: platform.url, 'content-type': 'application/json' },
    body: JSON.stringify({ token, name: 'غريس هوبر', password: 'three words that rhyme not' }),
  });
  if (joined.status !== 201) throw new Error(`joining was answered with ${joined.status} ${await joined.text()}`);
  await post('/invitations', { emails: [waits], role: 'BILLING' });
  const { id } = await post('/projects', { name: 'Support triage' });
  const limits = { monthlySpendMaxMicros: '25000000', requestsPerMinuteMax: 60 };
  await browser.call(`${at}/projects/${id}`, { method: 'PATCH', body: { limits, version: 1 } });
  const budget = (body) => browser.call(`${at}/billing/budgets`, { method: 'PUT', body });
  await budget({ amountMicros: '100000000', isHard: true });
  await budget({ projectId, amountMicros: '1000000' });
  const old = await post('/projects', { name: 'Last year' });
  await post(`/projects/${old.id}/archive`, {});
  return { invitationToken: await tokenOf({ platform, recipient: waits }), archivedProjectId: old.id };
}

async function tokenOf({ platform, recipient }) {
  const link = await readMailLink({ systemUrl: platform.systemUrl, recipient, kind: 'invitation' });
  return link.split('/').at(-1);
}
