import { expect, type Page, test } from '@playwright/test';
import { e2eEnv } from './env.ts';
import { awaitAlive, openPage } from './open-page.ts';
import { signUp } from './sign-up.ts';

test('a declined card buys nothing; an owner subscribes at the simulated Checkout, buys credit and reads the invoice', async ({
  page,
}) => {
  const { organizationId } = await signUp(page, 'owner');
  const billing = `${e2eEnv().url}/organizations/${organizationId}/billing`;
  await declinedCard(page, billing);
  await openPage(page, billing);
  await expect(page.getByText('simulated payments').first()).toBeVisible();
  await expect(page.getByRole('row', { name: /^Trial credit/ })).toContainText('$5.00');

  await page.getByRole('button', { name: 'Subscribe to Pro' }).click();
  await payAtCheckout(page);
  await expect(page.getByText('The plan is now Pro.')).toBeVisible();
  await expect(page).not.toHaveURL(/session_id/);
  await expect(page.getByRole('row', { name: /^Pro/ })).toContainText('current');
  await expect(page.getByRole('button', { name: /^Subscribe to/ })).toHaveCount(0);

  await planWithBudgets(page);

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

async function declinedCard(page: Page, billing: string): Promise<void> {
  await openPage(page, billing);
  await page.getByRole('button', { name: 'Add credit' }).click();
  await page.getByRole('button', { name: 'Pay $25.00 at Checkout' }).click();
  await page.getByLabel('Card number').fill('4000 0000 0000 0002');
  await page.getByRole('button', { name: /^Pay \$/ }).click();
  await expect(page.getByRole('alert')).toContainText(/declined/i);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.waitForURL(/\/billing/);
  await expect(page.getByText('The payment was cancelled.')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Credit added' }).getByRole('row')).toHaveCount(2);
}

/** A budget with a hard cap, credit that buys itself from the card of the plan, and what another plan would cost. */
async function planWithBudgets(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Set budget' }).click();
  const budget = page.getByRole('dialog', { name: 'Set a budget' });
  await budget.getByRole('button', { name: 'Save budget' }).click();
  await expect(budget.getByText(/^Give an amount in dollars/)).toBeVisible();
  await budget.getByRole('textbox', { name: 'Budget for a month' }).fill('100');
  await budget.getByRole('checkbox', { name: /^Hard cap/ }).click();
  await budget.getByRole('button', { name: 'Save budget' }).click();
  await expect(page.getByRole('row', { name: /^Whole organization/ })).toContainText('New work stops');

  await page.getByRole('button', { name: 'Set up' }).click();
  const topUp = page.getByRole('dialog', { name: 'Buy credit automatically' });
  await expect(topUp.getByText(/Visa ending in 4242/)).toBeVisible();
  await topUp.getByRole('textbox', { name: 'At most in a month' }).fill('20');
  await topUp.getByRole('button', { name: 'Turn on' }).click();
  await expect(topUp.getByText(/^Choose from \$25\.00/)).toBeVisible();
  await topUp.getByRole('textbox', { name: 'At most in a month' }).fill('50');
  await topUp.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('button', { name: 'Turn off' })).toBeVisible();

  await page.getByRole('button', { name: 'Change to Scale' }).click();
  const change = page.getByRole('dialog', { name: 'Change the plan to Scale' });
  await expect(change.getByText('Unused time on Pro')).toBeVisible();
  await change.getByRole('button', { name: 'Keep Pro' }).click();
}

async function payAtCheckout(page: Page): Promise<void> {
  await page.waitForURL(/\/pay\//);
  await page.getByRole('button', { name: /^(Subscribe|Pay) \$/ }).click();
  await page.waitForURL(/\/billing/);
  await awaitAlive(page);
}
