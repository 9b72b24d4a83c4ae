import { writeFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { e2eEnv } from './env.ts';
import { openWithoutScripts } from './open-page.ts';
import { signUp } from './sign-up.ts';
import { chooseFile, ticketCsv } from './upload-data.ts';

test('a file that is chosen before the page is alive is taken, and one whose line hangs takes a new line', async ({
  page,
}, info) => {
  const small = info.outputPath('few-tickets.csv');
  writeFileSync(small, ticketCsv({ rows: 6 }));
  const large = info.outputPath('support-tickets.csv');
  writeFileSync(large, ticketCsv({ rows: 300, notesBytes: 10_000 }));
  const { projectId } = await signUp(page, 'upload');
  await earlyFile(page, projectId, small);
  await hangingLine(page, projectId, large);
});

async function earlyFile(page: Page, projectId: string, file: string): Promise<void> {
  const release = await openWithoutScripts(page, `${e2eEnv().url}/projects/${projectId}/data/new`);
  const field = page.getByLabel('File with examples');
  // Chromium tells nobody of the same file a second time.
  await field.setInputFiles(file);
  await field.setInputFiles(file);
  release();
  await expect(page.getByRole('heading', { name: 'Chosen file' })).toBeVisible();
}

async function hangingLine(page: Page, projectId: string, file: string): Promise<void> {
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
}
