import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { e2eEnv } from './env.ts';
import { openWithoutScripts } from './open-page.ts';
import { signUp } from './sign-up.ts';
import { ticketCsv } from './upload-data.ts';

test('a file that is chosen before the page is alive is taken', async ({ page }, info) => {
  const file = info.outputPath('support-tickets.csv');
  writeFileSync(file, ticketCsv({ rows: 6 }));
  const { projectId } = await signUp(page, 'early');
  const release = await openWithoutScripts(page, `${e2eEnv().url}/projects/${projectId}/data/new`);
  const field = page.getByLabel('File with examples');
  // Chromium tells nobody of the same file a second time.
  await field.setInputFiles(file);
  await field.setInputFiles(file);
  release();
  await expect(page.getByRole('heading', { name: 'Chosen file' })).toBeVisible();
});
