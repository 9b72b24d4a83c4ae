import { randomBytes } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import { e2eEnv } from './env.ts';
import { awaitAlive, openPage } from './open-page.ts';
import { readMailLink } from './read-mail-link.ts';
import { newPerson, signUp } from './sign-up.ts';

const openActions = (page: Page, name: string) => page.getByRole('button', { name: `Actions for ${name}` }).click();

test('a colleague is invited, joins by the mail, sees what they may, and the last owner stays', async ({
  page,
  browser,
}) => {
  const { url } = e2eEnv();
  const owner = await signUp(page, 'owner');
  const organization = `${url}/organizations/${owner.organizationId}`;

  await openPage(page, `${organization}/projects`);
  await page.getByRole('button', { name: 'Create project' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Create project' }).click();
  await expect(page.getByText('Write a name.')).toBeVisible();
  const secret = `Secret <b>plans</b> ${randomBytes(3).toString('hex')}`;
  await page.getByLabel('Name').fill(secret);
  await page.getByRole('dialog').getByRole('button', { name: 'Create project' }).click();
  await page.waitForURL((address) => /\/projects\/proj_/.test(address.pathname));
  const secretId = /\/projects\/([^/]+)/.exec(page.url())?.[1] ?? '';

  await openPage(page, `${organization}/members`);
  await page.getByRole('button', { name: 'Invite people' }).click();
  await page.getByRole('button', { name: 'Send invitations' }).click();
  await expect(page.getByText('Write at least one address.')).toBeVisible();
  const colleague = newPerson('colleague');
  await page.getByLabel('E-mail addresses').fill(colleague.email);
  await page.getByRole('radio', { name: /Chosen projects/ }).click();
  await page.getByRole('checkbox', { name: 'Default' }).click();
  await page.getByRole('button', { name: 'Send invitations' }).click();
  await page.getByRole('dialog', { name: 'One invitation sent' }).getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('table', { name: 'Open invitations' })).toContainText(colleague.email);

  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(await readMailLink(colleague.email, 'invitation'));
  await awaitAlive(other);
  await expect(other.getByLabel('E-mail address')).toHaveValue(colleague.email);
  await other.getByLabel('Your name').fill('Grace Hopper');
  await other.getByLabel('Password', { exact: true }).fill(colleague.password);
  await other.getByRole('button', { name: 'Create account and join' }).click();
  await other.waitForURL(new RegExp(`/projects/${owner.projectId}/`));
  // The page that the owner has open is told so.
  await page.getByRole('button', { name: 'Notifications, 1 unread', exact: true }).click();
  await page
    .getByRole('menuitem')
    .filter({ hasText: `${colleague.email} has joined` })
    .click();
  await expect(page.getByRole('button', { name: 'Notifications', exact: true })).toBeVisible();
  // What a member may, and no more: neither the other project nor bills nor invitations.
  expect((await other.goto(`${url}/projects/${secretId}/data`))?.status()).toBe(404);
  await openPage(other, `${organization}/members`);
  await expect(other.getByRole('row', { name: /Grace Hopper/ })).toContainText('Default');
  await expect(other.getByRole('button', { name: 'Invite people' })).toHaveCount(0);
  await expect(other.getByRole('navigation', { name: 'Organization' })).not.toContainText('Billing');
  const invite = await other.request.post(`${url}/api/organizations/${owner.organizationId}/invitations`, {
    data: { emails: ['x@example.com'], role: 'MEMBER' },
    headers: { origin: url },
  });
  expect(invite.status()).toBe(403);

  await page.reload();
  await awaitAlive(page);
  await openActions(page, 'Grace Hopper');
  await page.getByRole('menuitem', { name: 'Change role and projects' }).click();
  await page.getByRole('radio', { name: /Every project/ }).click();
  await page.getByRole('button', { name: 'Save member' }).click();
  await expect(page.getByRole('row', { name: /Grace Hopper/ })).toContainText('every');
  await openPage(other, `${url}/projects/${secretId}/data`);
  await other.getByRole('button', { name: /Switch project or organization/ }).click();
  // A name is text, also with markup in it.
  await expect(other.getByRole('option', { name: secret })).toBeVisible();
  await other.getByRole('combobox', { name: 'Find a project or organization' }).fill('default');
  await other.keyboard.press('Enter');
  await other.waitForURL(new RegExp(`/projects/${owner.projectId}/`));

  await openActions(page, 'Ada Lovelace');
  await page.getByRole('menuitem', { name: 'Leave organization' }).click();
  const leaving = page.getByRole('dialog', { name: 'Leave Analytical Engines' });
  await leaving.getByRole('button', { name: 'Leave organization' }).click();
  await expect(leaving.getByRole('alert')).toContainText('last owner');
  await leaving.getByRole('button', { name: 'Stay' }).click();
  await openActions(page, 'Grace Hopper');
  await page.getByRole('menuitem', { name: 'Remove member' }).click();
  await page
    .getByRole('dialog', { name: 'Remove Grace Hopper' })
    .getByRole('button', { name: 'Remove member' })
    .click();
  await expect(page.getByRole('row', { name: /Grace Hopper/ })).toHaveCount(0);
  await other.goto(`${url}/home`);
  await expect(other.getByRole('heading', { name: 'You belong to no organization' })).toBeVisible();
  await context.close();
});
