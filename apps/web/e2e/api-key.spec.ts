import { expect, type Page, test } from '@playwright/test';
import OpenAI from 'openai';
import { e2eEnv } from './env.ts';
import { awaitAlive, openPage } from './open-page.ts';
import { type Account, signUp } from './sign-up.ts';

test('an API key and the secret of a webhook are shown once; both work, and a revoked key is refused', async ({
  page,
}) => {
  const { url } = e2eEnv();
  const account = await signUp(page, 'keys');
  const { projectId } = account;
  await openPage(page, `${url}/projects/${projectId}/api-keys`);
  await expect(page.getByText('No API keys yet')).toBeVisible();
  await page.getByRole('button', { name: 'Create API key' }).click();
  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(page.getByText('Give the key a name')).toBeVisible();
  await page.getByLabel('Name').fill('production');
  await page.getByRole('button', { name: 'Create key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Copy production' });
  const apiKey =
    (await dialog
      .locator('code')
      .filter({ hasText: /^sk-mm-/ })
      .textContent()) ?? '';
  expect(apiKey).toMatch(/^sk-mm-[0-9A-Za-z]{49}$/);
  await dialog.getByRole('button', { name: 'Done' }).click();

  const row = page.getByRole('row', { name: /^production/ });
  await expect(row).toContainText(`sk-mm-…${apiKey.slice(-4)}`);
  await expect(page.getByText(apiKey)).toHaveCount(0);
  await page.reload();
  await expect(page.getByText(apiKey)).toHaveCount(0);

  const client = new OpenAI({ apiKey, baseURL: `${url}/v1`, maxRetries: 0 });
  const models = await client.models.list();
  expect(models.data.map(({ id }) => id)).toContain('text-classifier-lstm');
  const scoped = new OpenAI({ apiKey, baseURL: `${url}/p/${projectId}/v1`, maxRetries: 0 });
  expect((await scoped.models.list()).data.length).toBe(models.data.length);

  await row.getByRole('button', { name: 'Actions for production' }).click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  const revoking = page.getByRole('dialog', { name: 'Revoke production' });
  await revoking.getByRole('textbox').fill('production');
  await revoking.getByRole('button', { name: 'Revoke key' }).click();
  await expect(row).toContainText('Revoked');
  const refused = await client.models.list().then(
    () => null,
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(OpenAI.AuthenticationError);
  await test.step('how a table is sorted stands in the address', async () => {
    await page.getByRole('button', { name: 'Created' }).click();
    await expect(page).toHaveURL(/sort=-created$/);
    await page.reload();
    await expect(page.getByRole('columnheader', { name: 'Created' })).toHaveAttribute('aria-sort', 'descending');
  });
  await test.step('a webhook is refused inside our network', () => webhook(page, account));
});

async function webhook(page: Page, { email, password, organizationId }: Account): Promise<void> {
  const { url } = e2eEnv();
  await openPage(page, `${url}/organizations/${organizationId}/webhooks`);
  await page.getByRole('button', { name: 'Add webhook' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add webhook' });
  await dialog.getByRole('button', { name: 'Add webhook' }).click();
  await expect(dialog.getByText('Write the address, such as')).toBeVisible();
  await dialog.getByLabel('Address').fill('https://10.0.0.1/hooks');
  await dialog.getByRole('button', { name: 'Add webhook' }).click();
  await expect(dialog.getByText(/not an address on the public internet/)).toBeVisible();
  await dialog.getByLabel('Address').fill('https://hooks.invalid/modelmint');
  // The session ends meanwhile: after the sign-in it is the same page, and what was written is there.
  await page.context().clearCookies({ name: /session$/ });
  await dialog.getByRole('button', { name: 'Add webhook' }).click();
  await page.waitForURL(/\/sign-in\?next=/);
  await awaitAlive(page);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/webhooks$/);
  await awaitAlive(page);
  await page.getByRole('button', { name: 'Add webhook' }).click();
  await expect(dialog.getByLabel('Address')).toHaveValue('https://hooks.invalid/modelmint');
  await dialog.getByRole('button', { name: 'Add webhook' }).click();
  const secret = page.getByRole('dialog', { name: 'Copy the signing secret' });
  await expect(secret.locator('code')).toContainText(/^whsec_/);
  await secret.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('link', { name: 'https://hooks.invalid/modelmint' }).click();
  // The list has a button of the same name.
  await page.waitForURL(/\/webhooks\/[^/]+$/);
  await awaitAlive(page);
  await page.getByRole('button', { name: 'Actions for https://hooks.invalid/modelmint' }).click();
  await page.getByRole('menuitem', { name: 'Send test event' }).click();
  await page.getByRole('button', { name: 'webhook.test' }).click();
  const drawer = page.getByRole('dialog', { name: 'webhook.test' });
  // The page hears by itself that the attempt has failed.
  await expect(drawer).toContainText('What went wrong', { timeout: 30_000 });
}
