import { expect, type Page, test } from '@playwright/test';
import { e2eEnv } from './env.ts';
import { awaitAlive, openPage } from './open-page.ts';
import { signUp } from './sign-up.ts';

test('an owner subscribes at the simulated Checkout, buys credit and reads the invoice', async ({ page }) => {
  const { organizationId } = await signUp(page, 'owner');
  const billing = `${e2eEnv().url}/organizations/${organizationId}/billing`;
  await openPage(page, billing);
  await expect(page.getByText('simulated payments').first()).toBeVisible();
  await expect(page.getByRole('row', { name: /^Trial credit/ })).toContainText('$5.00');

  await page.getByRole('button', { name: 'Subscribe to Pro' }).click();
  await payAtCheckout(page);
  await expect(page.getByText('The plan is now Pro.')).toBeVisible();
  await expect(page).not.toHaveURL(/session_id/);
  await expect(page.getByRole('row', { name: /^Pro/ })).toContainText('current');
  await expect(page.getByRole('button', { name: /^Subscribe to/ })).toHaveCount(0);

  await page.getByRole('button', { name: 'Add credit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add credit' });
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('1');
  await dialog.getByRole('button', { name: /^Pay/ }).click();
  await expect(dialog.getByText('Choose from $5.00 to $5,000.00.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('12.50');
  await dialog.getByRole('button', { name: 'Pay $12.50 at Checkout' }).click();
  await payAtCheckout(page);
  await expect(page.getByText('$12.50 of credit added.')).toBeVisible();
  await expect(page.getByRole('row', { name: /^Bought/ })).toContainText('$12.50');

  const invoices = page.getByRole('table', { name: 'Invoices' });
  await expect(invoices.getByRole('row')).toHaveCount(2);
  await expect(invoices.getByText('Paid')).toBeVisible();
  await invoices.getByRole('button', { name: /-0001$/ }).click();
  const invoice = page.getByRole('dialog', { name: /^Invoice/ });
  await expect(invoice.getByText('Total')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(invoice).toHaveCount(0);
});

test('a card that is declined buys nothing', async ({ page }) => {
  const { organizationId } = await signUp(page, 'declined');
  await openPage(page, `${e2eEnv().url}/organizations/${organizationId}/billing`);
  await page.getByRole('button', { name: 'Add credit' }).click();
  await page.getByRole('button', { name: 'Pay $25.00 at Checkout' }).click();
  await page.getByLabel('Card number').fill('4000 0000 0000 0002');
  await page.getByRole('button', { name: /^Pay \$/ }).click();
  await expect(page.getByRole('alert')).toContainText(/declined/i);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.waitForURL(/\/billing/);
  await expect(page.getByText('The payment was cancelled.')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Credit added' }).getByRole('row')).toHaveCount(2);
});

async function payAtCheckout(page: Page): Promise<void> {
  await page.waitForURL(/\/pay\//);
  await page.getByRole('button', { name: /^(Subscribe|Pay) \$/ }).click();
  await page.waitForURL(/\/billing/);
  await awaitAlive(page);
}
