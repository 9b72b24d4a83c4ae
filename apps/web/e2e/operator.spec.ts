import { expect, test } from '@playwright/test';
import { e2eEnv } from './env.ts';
import { openPage } from './open-page.ts';
import { newPerson, signIn, signUp } from './sign-up.ts';

test('the one-time link makes the operator, who sees all organizations; nobody else sees the console', async ({
  page,
  browser,
}) => {
  const { url, setUpUrl } = e2eEnv();
  const operator = newPerson('operator');
  await openPage(page, setUpUrl);
  await page.getByLabel('Your name').fill('Olive Operator');
  await page.getByLabel('Organization').fill('Northfield Compute');
  await page.getByLabel('E-mail address').fill(operator.email);
  await page.getByLabel('Password', { exact: true }).fill(operator.password);
  await page.getByRole('button', { name: 'Create operator account' }).click();
  await page.waitForURL(/\/sign-in/);
  await openPage(page, setUpUrl);
  await expect(page.getByText('This link cannot be used')).toBeVisible();

  await signIn(page, operator);
  await openPage(page, `${url}/operator`);
  const workers = page.getByRole('table', { name: 'Workers' });
  await expect(workers.getByText('Answering').first()).toBeVisible();
  await page.getByRole('button', { name: 'Run now' }).click();
  await expect(page.getByText('every hour; all hold')).toBeVisible();

  const other = await browser.newContext();
  const visitor = await other.newPage();
  const { email } = await signUp(visitor, 'visitor');
  const answer = await visitor.goto(`${url}/operator`);
  expect(answer?.status()).toBe(404);
  await expect(visitor.getByRole('table', { name: 'Workers' })).toHaveCount(0);
  expect((await visitor.request.get(`${url}/api/operator`)).status()).toBe(404);
  await other.close();

  await openPage(page, `${url}/operator?tab=outbox`);
  await page.getByRole('row').filter({ hasText: email }).first().getByRole('button').click();
  await expect(page.getByRole('dialog').getByRole('link', { name: /\/verify-email\?token=/ })).toBeVisible();
});
