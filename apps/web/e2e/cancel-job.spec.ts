import { expect, test } from '@playwright/test';
import { e2eEnv } from './env.ts';
import { awaitAlive, openWithoutScripts } from './open-page.ts';
import { signUp } from './sign-up.ts';
import { ticketCsv, uploadFile } from './upload-data.ts';

test('a running job is cancelled by its typed name and pays for what it did', async ({ page }) => {
  test.setTimeout(240_000);
  const { projectId } = await signUp(page, 'cancel');
  const datasetId = await uploadFile(page, projectId, { name: 'tickets.csv', text: ticketCsv({ rows: 3_000 }) });
  await expect(page.getByText('Ready', { exact: true })).toBeVisible({ timeout: 60_000 });
  const release = await openWithoutScripts(
    page,
    `${e2eEnv().url}/projects/${projectId}/fine-tuning/new?dataset=${datasetId}`,
  );
  const fields = { Epochs: '50', 'Hidden size': '256', 'Stop early': '50' };
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(new RegExp(`^${label}`)).fill(value);
  await page.getByLabel(/^Suffix/).fill('too-long');
  // All was written before the page was alive, and none of it may be lost.
  release();
  await awaitAlive(page);
  await page.getByRole('button', { name: /^Start job and hold/ }).click();
  await page.waitForURL(/\/fine-tuning\/ftjob-/);
  await expect(page.getByText(/^Step [1-9]/).first()).toBeVisible({ timeout: 120_000 });

  await page.getByRole('button', { name: 'Cancel job' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('of the hold returns to your credit');
  await expect(dialog.getByRole('button', { name: 'Cancel job' })).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByLabel(/^Type too-long to confirm/).fill('too-long');
  await dialog.getByRole('button', { name: 'Cancel job' }).click();
  await expect(page.getByText(/^Cancelled after step/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/was charged for the completed steps/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel job' })).toHaveCount(0);
});
