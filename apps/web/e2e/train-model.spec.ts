import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { e2eEnv } from './env.ts';
import { signUp } from './sign-up.ts';
import { chooseFile, ticketCsv } from './upload-data.ts';

test('a file goes on where a reload cut it, is checked, and becomes a model', async ({ page }, info) => {
  test.setTimeout(300_000);
  const file = info.outputPath('support-tickets.csv');
  writeFileSync(file, ticketCsv({ rows: 300, notesBytes: 10_000 }));
  const { projectId } = await signUp(page, 'train');
  const home = `${e2eEnv().url}/projects/${projectId}`;

  await test.step('the upload waits for a lost network, pauses, and survives a reload', async () => {
    await chooseFile(page, projectId, file);
    // `topic` and `message` are usual names, so nothing has to be chosen.
    await expect(page.getByRole('combobox', { name: /Text column/ })).toContainText('message');
    const line = await page.context().newCDPSession(page);
    const slow = { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput: 250_000 };
    await line.send('Network.emulateNetworkConditions', slow);
    await page.getByRole('button', { name: /^Upload / }).click();
    const bar = page.getByRole('progressbar', { name: /Upload of/ });
    const percent = async () => Number(await bar.getAttribute('aria-valuenow'));
    await expect.poll(percent).toBeGreaterThan(4);
    await line.send('Network.emulateNetworkConditions', { ...slow, offline: true });
    await expect(page.getByText('waiting for the network', { exact: true })).toBeVisible();
    await line.send('Network.emulateNetworkConditions', slow);
    // A line that hangs after the cut is given up after ten seconds, and only then a new one is taken.
    await expect.poll(percent, { message: 'goes on by itself', timeout: 40_000 }).toBeGreaterThan(14);
    await page.getByRole('button', { name: 'Pause upload' }).click();
    await expect(page.getByText('paused', { exact: true })).toBeVisible();
    await line.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 });
    await line.detach();
    await page.reload();
  });

  await test.step('the same file, chosen again, is not sent from its beginning', async () => {
    await expect(page.getByRole('button', { name: /^Resume support-tickets\.csv at \d+%$/ })).toBeVisible();
    const offsets: number[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
    });
    await page.getByLabel('support-tickets.csv, to go on with its upload').setInputFiles(file);
    await page.waitForURL(/\/data\/ds_/);
    expect(offsets[0]).toBeGreaterThan(0);
  });

  await test.step('its report is shown as soon as it is checked', async () => {
    await expect(page.getByText('Ready', { exact: true })).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('heading', { name: 'Label balance' })).toBeVisible();
    await expect(page.getByText('CSV, separated by comma')).toBeVisible();
    await expect(page.getByRole('list', { name: 'Examples by label' }).getByRole('listitem')).toHaveCount(3);
    await page.getByRole('link', { name: /^Fine-tune on v1/ }).click();
  });

  await test.step('the price stands on the button before the job starts', async () => {
    await page.waitForURL(/\/fine-tuning\/new\?dataset=/);
    await expect(page.getByRole('button', { name: /^Start job and hold \$\d+\.\d{2,6}$/ })).toBeVisible();
    await page.getByLabel(/^Epochs/).fill('99');
    await page.getByLabel(/^Epochs/).blur();
    await expect(page.getByText('From 1 to 50.')).toBeVisible();
    await page.getByLabel(/^Epochs/).fill('3');
    await page.getByLabel(/^Suffix/).fill('journey');
    await page.getByRole('button', { name: /^Start job and hold/ }).click();
    await page.waitForURL(/\/fine-tuning\/ftjob-/);
  });

  await test.step('the curves grow by themselves until the model is there', async () => {
    await expect(page.getByRole('heading', { name: 'journey' })).toBeVisible();
    await expect(page.getByText('Succeeded', { exact: true })).toBeVisible({ timeout: 180_000 });
    await expect(page.getByText('Always the same label')).toBeVisible();
    const curves = page.getByRole('figure').filter({ hasText: 'cross-entropy' });
    await expect(curves.getByRole('slider', { name: /^Loss/ })).toBeVisible();
    await curves.getByRole('button', { name: 'View as table' }).click();
    await expect(page.getByRole('table', { name: 'Loss' }).getByRole('row').nth(1)).toContainText(/\d/);
    await expect(page.getByRole('button', { name: 'Create endpoint' })).toBeVisible();
  });

  await test.step('a tag leads to the job, the palette finds it, and its settings stand beside another one', async () => {
    await page.getByRole('button', { name: 'Add tags' }).click();
    await page.getByRole('textbox', { name: 'Tags' }).fill('two words, -x');
    await page.getByRole('button', { name: 'Save tags' }).click();
    await expect(page.getByText(/^“-x” is no tag/)).toBeVisible();
    await page.getByRole('textbox', { name: 'Tags' }).fill('Nightly');
    await page.getByRole('button', { name: 'Save tags' }).click();
    await page.getByRole('link', { name: 'nightly', exact: true }).click();
    await page.waitForURL(/\?tag=nightly$/);
    await expect(page.getByRole('link', { name: 'journey', exact: true })).toBeVisible();
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: 'Search or run a command' }).fill('journ');
    await expect(page.getByRole('option', { name: /:journey:.*Model$/ })).toBeVisible();
    await page.getByRole('option', { name: /^journey.*Fine-tuning job$/ }).click();
    await page.waitForURL(/\/fine-tuning\/ftjob-/);
    await page.getByRole('button', { name: /^More actions for/ }).click();
    await page.getByRole('menuitem', { name: 'Compare with another job' }).click();
    await page.waitForURL(/\/compare\?jobs=ftjob-/);
    await expect(page.getByRole('table', { name: 'Settings' })).toContainText('Learning rate');
  });

  await test.step('the model can be downloaded whole, and for browsers', async () => {
    await page.goto(`${home}/models`);
    await page.getByRole('link', { name: /^journey:/ }).click();
    await expect(page.getByRole('table', { name: 'Confusion matrix' })).toBeVisible();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.tar\.gz$/);
    await page.getByRole('button', { name: /^More actions for/ }).click();
    const layers = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: /^Download for browsers/ }).click();
    expect((await layers).suggestedFilename()).toMatch(/-tfjs\.tar\.gz$/);
  });

  await test.step('it is evaluated on the held-out rows, and a cell of the matrix leads to them', async () => {
    await page.goto(`${home}/evaluations`);
    await page.getByRole('link', { name: 'New evaluation' }).click();
    await page.waitForURL(/\/evaluations\/new$/);
    await page.getByRole('button', { name: /^Start evaluation and hold \$\d/ }).click();
    await page.waitForURL(/\/evaluations\/eval_/);
    await expect(page.getByText('Completed', { exact: true })).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/^95% interval/).first()).toBeVisible();
    await page.getByRole('table', { name: 'Confusion' }).getByRole('link').first().click();
    await page.waitForURL(/\?expected=.+&predicted=/);
    await expect(page.getByRole('table', { name: 'Rows' }).getByRole('row').nth(1)).toBeVisible();
    const again = page.url().replace(/\?.*$/, '');
    await page.goto(`${home}/evaluations/new`);
    await page.getByRole('button', { name: /^Start evaluation and hold \$\d/ }).click();
    await page.waitForURL((url) => /\/evaluations\/eval_/.test(url.pathname) && !url.href.startsWith(again));
    await expect(page.getByText('Completed', { exact: true })).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.waitForURL(/\/evaluations\/compare\?first=/);
    const figures = page.getByRole('table', { name: 'Figures' });
    await expect(figures.getByRole('row').nth(1)).toContainText('The same', { timeout: 30_000 });
  });
});
