import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { e2eEnv } from './env.ts';
import { awaitAlive, openPage } from './open-page.ts';
import { signUp } from './sign-up.ts';
import { ticketCsv, uploadFile } from './upload-data.ts';

/** The message of the last row is empty, which that row alone is told. */
const rowsTotal = 600;
const rows = `id,message\n${Array.from({ length: rowsTotal }, (_, row) =>
  row === rowsTotal - 1 ? `${row},` : `${row},"=I was charged twice, for invoice ${row}"`,
).join('\n')}\n`;

test('a file of rows is priced, answered, shown, downloaded and charged', async ({ page }) => {
  test.setTimeout(300_000);
  const { projectId } = await signUp(page, 'inference');
  const home = `${e2eEnv().url}/projects/${projectId}`;
  await trainOne(page, projectId);

  await test.step('the rows are uploaded and their column chosen by itself', async () => {
    await openPage(page, `${home}/inference`);
    await expect(page.getByText('No inference jobs yet')).toBeVisible();
    await page.getByRole('link', { name: 'New inference job' }).click();
    await page.waitForURL(/\/inference\/new$/);
    await awaitAlive(page);
    await page.getByRole('button', { name: 'Start job' }).click();
    await expect(page.getByText('Choose a file, or upload one.')).toBeVisible();
    const file = { name: 'messages.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) };
    await page.getByLabel('File with rows').setInputFiles(file);
    await expect(page.getByRole('combobox', { name: 'File' })).toContainText('messages.csv', { timeout: 30_000 });
    await page.getByRole('combobox', { name: 'Column' }).click();
    await page.getByRole('option', { name: 'message' }).click();
    await expect(page.getByText('=I was charged twice, for invoice 0')).toBeVisible();
  });

  await test.step('the price stands on the button before the job starts', async () => {
    const estimate = page.getByRole('complementary', { name: 'Estimate' });
    await expect(estimate.getByText('600', { exact: true })).toBeVisible();
    await expect(estimate.getByText(/1 row cannot be answered.*Row 600/)).toBeVisible();
    await page.getByLabel('Top k').fill('0');
    await page.getByLabel('Top k').blur();
    await expect(page.getByText('A whole number from 1 to 1,000, or nothing.')).toBeVisible();
    await page.getByLabel('Top k').fill('3');
    await page.getByRole('button', { name: /^Start job and hold \$\d+\.\d{2,6}$/ }).click();
    await page.waitForURL(/\/inference\/batch_\w+$/);
  });

  await test.step('it answers by itself; results stand beside their rows', async () => {
    await expect(page.getByText('Completed', { exact: true })).toBeVisible({ timeout: 120_000 });
    await expect(page.getByText('600 of 600 rows')).toBeVisible();
    const results = page.getByRole('table', { name: 'First results' });
    await expect(results.getByRole('row').nth(1)).toContainText('=I was charged twice, for invoice 0');
    await expect(results.getByRole('row').nth(1)).toContainText(/billing|delivery|technical/);
    await expect(page.getByRole('table', { name: 'Rows with an error' }).getByRole('row').nth(1)).toContainText('600');
  });

  await test.step('the results are downloaded, safe for a spreadsheet', async () => {
    const json = await download(page, 'Download results');
    expect(json.name).toBe('messages-results.jsonl');
    expect(json.lines).toHaveLength(rowsTotal);
    expect(JSON.parse(json.lines[6] ?? '')).toMatchObject({ row: 7, error: null });
    const table = await download(page, 'CSV');
    expect(table.lines).toHaveLength(rowsTotal + 1);
    expect(table.lines[1]).toMatch(/^1,"'=I was charged twice, for invoice 0",(billing|delivery|technical),/);
    expect(table.lines.at(-1)).toMatch(/^600,,,,,invalid_value,/);
  });

  await test.step('it is in the list, and its tokens are in the usage', async () => {
    await openPage(page, `${home}/inference?state=completed`);
    const row = page.getByRole('table', { name: 'Inference jobs' }).getByRole('row').nth(1);
    await expect(row).toContainText('messages.csv');
    await expect(row).toContainText('600');
    const answer = await page.request.get(`${e2eEnv().url}/api/projects/${projectId}/inference`);
    const [job] = (await answer.json()).data;
    const usage = await page.request.get(`${e2eEnv().url}/api/projects/${projectId}/usage/csv`);
    const charged = (await usage.text()).split('\r\n').filter((line) => line.includes(job.id));
    expect(charged.length).toBeGreaterThan(0);
    expect(charged.every((line) => line.includes(',inference,'))).toBe(true);
  });
});

async function download(page: Page, name: string): Promise<{ name: string; lines: string[] }> {
  const started = page.waitForEvent('download');
  await page.getByRole('link', { name, exact: true }).click();
  const file = await started;
  const text = readFileSync(await file.path(), 'utf8');
  return { name: file.suggestedFilename(), lines: text.trimEnd().split(/\r?\n/) };
}

/** A small model, made by the API as another journey makes it by pages. */
async function trainOne(page: Page, projectId: string): Promise<void> {
  const datasetId = await uploadFile(page, projectId, { name: 'tickets.csv', text: ticketCsv({ rows: 60 }) });
  const at = `${e2eEnv().url}/api/projects/${projectId}`;
  const method = { type: 'supervised', supervised: { hyperparameters: { n_epochs: 1 } } };
  const data = { model: 'text-classifier-lstm', source: { datasetId }, suffix: 'tickets', seed: 7, method };
  const answer = await page.request.post(`${at}/fine-tuning`, { data, headers: { origin: e2eEnv().url } });
  expect(answer.ok(), await answer.text()).toBe(true);
  const models = async () => (await (await page.request.get(`${at}/models`)).json()).data.length;
  await expect.poll(models, { timeout: 120_000 }).toBe(1);
}
