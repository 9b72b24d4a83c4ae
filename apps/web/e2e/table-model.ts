import { expect, type Page, test } from '@playwright/test';
import OpenAI from 'openai';
import { e2eEnv } from './env.ts';
import { judgePage } from './judge-page.ts';
import { makeKey } from './make-key.ts';
import { awaitAlive, openPage } from './open-page.ts';
import { signUp } from './sign-up.ts';
import { chooseFile } from './upload-data.ts';

const plans = ['basic', 'pro', 'team'] as const;

/** Customers who leave when they are on the basic plan and call often; a tenth of the ages is missing. */
function customers(rows: number): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const plan = plans[(row * 7) % 3] ?? 'basic';
    const calls = (row * 5) % 11;
    const age = row % 10 === 0 ? '' : String(20 + ((row * 13) % 50));
    return `C-${1000 + row},${age},${plan},${calls},${plan === 'basic' && calls > 4 ? 'yes' : 'no'}`;
  });
  return `customer,age,plan,calls a month,left\n${lines.join('\n')}\n`;
}

/** A table becomes a model that predicts a column, in the playground and by the API. */
export async function tableModel(page: Page): Promise<void> {
  const { url } = e2eEnv();
  const { projectId } = await signUp(page, 'tables');
  const home = `${url}/projects/${projectId}`;

  await test.step('a target is chosen, and a column is left out', async () => {
    await chooseFile(page, projectId, { name: 'customers.csv', text: customers(240) });
    await awaitAlive(page);
    await page.getByRole('radio', { name: /^Predict a column of the table/ }).click();
    await choose(page, 'Target column', 'left');
    await choose(page, 'Role of customer', /^Leave out/);
    await page.getByRole('button', { name: /^Upload / }).click();
    await page.waitForURL(/\/data\/ds_/);
    await expect(page.getByText('Ready', { exact: true })).toBeVisible({ timeout: 60_000 });
  });

  await test.step('it trains a predictor, whose page shows how good it is', async () => {
    await page.getByRole('link', { name: /^Fine-tune on v1/ }).click();
    await page.waitForURL(/\/fine-tuning\/new\?dataset=/);
    await awaitAlive(page);
    await expect(page.getByRole('radio', { name: /^tabular-mlp/ })).toBeChecked();
    await page.getByLabel(/^Epochs/).fill('20');
    await page.getByLabel(/^Hidden size/).fill('16');
    await page.getByLabel(/^Suffix/).fill('churn');
    await page.getByRole('button', { name: /^Start job and hold/ }).click();
    await page.waitForURL(/\/fine-tuning\/ftjob-/);
    await expect(page.getByText('Succeeded', { exact: true })).toBeVisible({ timeout: 120_000 });
    await expect(page.getByRole('table', { name: 'Scores by label' }).getByRole('row')).toHaveCount(3);
    await expect(page.getByText('AUC', { exact: true })).toBeVisible();
    await expect(page.getByText('16, 8', { exact: true })).toBeVisible();
  });

  await test.step('it is deployed behind a name, with code that names its columns', async () => {
    await awaitAlive(page);
    await page.getByRole('button', { name: 'Create endpoint' }).click();
    const dialog = page.getByRole('dialog', { name: 'Create endpoint' });
    await dialog.getByLabel('Name').fill('churn');
    await dialog.getByRole('button', { name: 'Create endpoint' }).click();
    await page.waitForURL(/\/endpoints\/ep_/);
    await expect(page.getByText('"calls a month"').first()).toBeVisible();
  });

  await test.step('the playground predicts rows of its form, and says what is wrong in a field', async () => {
    await openPage(page, `${home}/playground?model=churn`);
    const calls = page.getByLabel(/^calls a month/);
    await calls.fill('many');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Write a plain number such as 1234.5, or leave it empty.')).toBeVisible();
    await expect(calls).toBeFocused();
    await calls.fill('9');
    await page.getByLabel('plan', { exact: true }).fill('basic');
    await page.getByRole('button', { name: 'Predict left' }).click();
    const scores = page.getByRole('list', { name: 'Probabilities' }).getByRole('listitem');
    await expect(scores.first()).toContainText('yes', { timeout: 60_000 });
    await page.getByRole('button', { name: 'Add row' }).click();
    await page.getByLabel('plan', { exact: true }).fill('gold');
    await page.getByRole('button', { name: 'Leave calls a month empty' }).click();
    await page.getByRole('button', { name: 'Predict 2 rows' }).click();
    const predictions = page.getByRole('table', { name: 'Predictions' });
    await expect(predictions.getByRole('row', { name: /^Row 1 yes/ })).toBeVisible();
    await expect(predictions.getByRole('row', { name: /^Row 2/ })).toContainText('calls a month, plan');
    expect(await judgePage(page, 'playground of a table')).toEqual([]);
  });

  await test.step('the API answers the same, and names what a row lacks', async () => {
    const apiKey = await makeKey(page, projectId);
    const client = new OpenAI({ apiKey, baseURL: `${url}/v1` });
    const input = { age: 30, plan: 'basic', 'calls a month': 9 };
    const body = { model: 'churn', input, top_k: 2 };
    const answer = await client.post<{ data: object[]; usage: object }>('/predictions', { body });
    expect(answer.data[0]).toMatchObject({ object: 'prediction', label: 'yes', unseen: [] });
    expect(answer.usage).toEqual({ prompt_tokens: 3, total_tokens: 3 });
    const { age: _, ...lacking } = input;
    const refused = client.post('/predictions', { body: { model: 'churn', input: lacking } });
    await expect(refused).rejects.toThrow(/age/);
  });
}

/** An option of a select that stands beside its label. */
async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option }).click();
}
