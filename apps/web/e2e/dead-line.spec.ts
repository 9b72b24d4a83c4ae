import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { signUp } from './sign-up.ts';
import { chooseFile, ticketCsv } from './upload-data.ts';

test('an upload whose line hangs takes a new one', async ({ page }, info) => {
  const file = info.outputPath('support-tickets.csv');
  writeFileSync(file, ticketCsv({ rows: 300, notesBytes: 10_000 }));
  const { projectId } = await signUp(page, 'hang');
  await chooseFile(page, projectId, file);
  const line = await page.context().newCDPSession(page);
  const slow = { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput: 250_000 };
  await line.send('Network.emulateNetworkConditions', slow);
  await page.getByRole('button', { name: /^Upload / }).click();
  const bar = page.getByRole('progressbar', { name: /Upload of/ });
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(4);
  let asked = 0;
  await page.route('**/uploads/*', (route) => {
    // The first question where to go on is never answered, as on a line that nobody has closed.
    if (route.request().method() === 'HEAD' && ++asked === 1) return;
    return route.continue();
  });
  await line.send('Network.emulateNetworkConditions', { ...slow, offline: true });
  await expect(page.getByText('waiting for the network', { exact: true })).toBeVisible();
  await line.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 });
  await page.waitForURL(/\/data\/ds_/, { timeout: 60_000 });
  expect(asked).toBe(2);
});
