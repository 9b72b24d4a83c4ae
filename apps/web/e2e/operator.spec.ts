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

  await workers
    .getByRole('button', { name: /^Drain worker/ })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Drain worker' }).click();
  await expect(workers.getByText(/^Drain(ed|ing): /)).toBeVisible();
  await workers.getByRole('button', { name: /take work again$/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take work again' }).click();
  await expect(workers.getByText('Answering').first()).toBeVisible();

  await openPage(page, `${url}/operator/revenue`);
  await page.getByRole('button', { name: 'Set the cost of cpu' }).click();
  await page.getByRole('dialog').getByLabel('Per hour').fill('0.12');
  await page.getByRole('dialog').getByRole('button', { name: 'Set cost' }).click();
  await expect(page.getByRole('table', { name: 'Cost of workers' }).getByText('$0.12')).toBeVisible();

  await openPage(page, `${url}/operator/prices`);
  const price = page.getByLabel('Training price of text-classifier-lstm');
  await price.fill('free');
  await page.getByRole('button', { name: 'Preview and publish' }).click();
  await expect(price).toBeFocused();
  await price.fill('0.75');
  await page.getByRole('button', { name: 'Preview and publish' }).click();
  await expect(page.getByRole('dialog').getByText('All usage')).toBeVisible();
  // Another price would change what the other journeys pay.
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Discard changes' }).click();

  const other = await browser.newContext();
  const visitor = await other.newPage();
  const { email } = await signUp(visitor, 'visitor');
  const answer = await visitor.goto(`${url}/operator`);
  expect(answer?.status()).toBe(404);
  await expect(visitor.getByRole('table', { name: 'Workers' })).toHaveCount(0);
  expect((await visitor.request.get(`${url}/api/operator`)).status()).toBe(404);

  await openPage(page, `${url}/operator?tab=outbox`);
  await page.getByRole('row').filter({ hasText: email }).first().getByRole('button').click();
  await expect(page.getByRole('dialog').getByRole('link', { name: /\/verify-email\?token=/ })).toBeVisible();

  await openPage(page, `${url}/operator/organizations`);
  await page.getByRole('searchbox', { name: 'Name, id, slug or address' }).fill(email);
  const found = page.getByRole('table', { name: 'Organizations' }).getByRole('row');
  await expect(found).toHaveCount(2);
  await found.getByRole('link').click();
  await expect(page.getByRole('table', { name: 'Members' }).getByText(email)).toBeVisible();
  await page.getByRole('button', { name: 'Give credit' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Give credit' }).click();
  await expect(dialog.getByLabel('Amount')).toBeFocused();
  await dialog.getByLabel('Amount').fill('12.50');
  await dialog.getByLabel('Reason').fill('For the slow calls');
  await dialog.getByRole('button', { name: 'Give credit' }).click();
  await expect(page.getByRole('table', { name: 'Credit added' }).getByText('For the slow calls')).toBeVisible();
  // Into the organization as support: to look, for an hour at most, and out again.
  const console = page.url();
  await page.getByRole('button', { name: 'Sign in as support' }).click();
  await expect(dialog.getByRole('radio', { name: /^Look and act/ })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Sign in as support' }).click();
  await expect(dialog.getByLabel('Reason')).toBeFocused();
  await dialog.getByLabel('Reason').fill('Ticket 4711');
  await dialog.getByRole('button', { name: 'Sign in as support' }).click();
  await page.waitForURL(/\/projects\/.*\/overview/);
  const banner = page.getByRole('region', { name: 'Support session' });
  await expect(banner.getByText(/^(60:00|59:\d\d)$/)).toBeVisible();
  await openPage(page, page.url().replace('overview', 'data/new'));
  await expect(page.getByText('does not open this page')).toBeVisible();
  await banner.getByRole('button', { name: 'End' }).click();
  await page.waitForURL(console);
  await page.getByRole('button', { name: 'Suspend' }).click();
  await dialog.getByLabel('Reason').fill('No card works');
  await dialog.getByRole('button', { name: 'Suspend organization' }).click();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  await openPage(visitor, `${url}/home`);
  await expect(visitor.getByText('has suspended this organization')).toBeVisible();
  await expect(visitor.getByText('No card works')).toBeVisible();
  await other.close();
});
