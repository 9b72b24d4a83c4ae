import { expect, type Page, test } from '@playwright/test';
import OpenAI from 'openai';
import { e2eEnv } from './env.ts';
import { judgePage } from './judge-page.ts';
import { makeKey } from './make-key.ts';
import { awaitAlive, openPage } from './open-page.ts';
import { signUp } from './sign-up.ts';
import { chooseFile } from './upload-data.ts';

/** Of two tastes: readers of crime and readers of romance, ten books each, of which each has read six. */
function loans(users: number): string {
  const lines = Array.from({ length: users }, (_, user) => {
    const taste = user % 2 === 0 ? 'crime' : 'romance';
    return Array.from({ length: 6 }, (_, at) => `reader-${user},${taste}-${(user * 3 + at * 7) % 10},${at}`);
  });
  return `user,item,time\n${lines.flat().join('\n')}\n`;
}

/** What users did becomes a model that recommends, in the playground and by the API. */
export async function recommender(page: Page): Promise<void> {
  const { url } = e2eEnv();
  const { projectId } = await signUp(page, 'readers');
  const home = `${url}/projects/${projectId}`;

  await test.step('users, items and time are known by their names', async () => {
    await chooseFile(page, projectId, { name: 'loans.csv', text: loans(60) });
    await awaitAlive(page);
    await expect(page.getByRole('radio', { name: /^Recommend items to users/ })).toBeChecked();
    await expect(page.getByRole('combobox', { name: 'User column' })).toContainText('user (detected)');
    await page.getByRole('button', { name: /^Upload / }).click();
    await page.waitForURL(/\/data\/ds_/);
    await expect(page.getByText('Ready', { exact: true })).toBeVisible({ timeout: 60_000 });
  });

  await test.step('it trains a ranking that beats the most popular items', async () => {
    await page.getByRole('link', { name: /^Fine-tune on v1/ }).click();
    await page.waitForURL(/\/fine-tuning\/new\?dataset=/);
    await awaitAlive(page);
    await expect(page.getByRole('radio', { name: /^recommender-mf/ })).toBeChecked();
    await expect(page.getByText(/of which the last of each user is held out/)).toBeVisible();
    await page.getByLabel(/^Epochs/).fill('20');
    await page.getByLabel(/^Factors/).fill('8');
    await page.getByRole('button', { name: /^Start job and hold/ }).click();
    await page.waitForURL(/\/fine-tuning\/ftjob-/);
    await expect(page.getByText('Succeeded', { exact: true })).toBeVisible({ timeout: 120_000 });
    const measures = page.getByRole('table', { name: 'Ranking measures' });
    await expect(measures.getByRole('row', { name: /^Recall@10/ })).toContainText('+');
    await expect(page.getByRole('heading', { name: 'NDCG@10' })).toBeVisible();
    expect(await judgePage(page, 'job of a recommender')).toEqual([]);
  });

  await test.step('its page knows whom it can recommend to', async () => {
    await page.getByRole('button', { name: /^More actions/ }).click();
    await page.getByRole('menuitem', { name: 'Open the model' }).click();
    await page.waitForURL(/\/models\/mdl_/);
    await expect(page.getByText('60 users, 20 items')).toBeVisible();
    await awaitAlive(page);
    await page.getByRole('button', { name: 'Create endpoint' }).click();
    const dialog = page.getByRole('dialog', { name: 'Create endpoint' });
    await dialog.getByLabel('Name').fill('next-book');
    await dialog.getByRole('button', { name: 'Create endpoint' }).click();
    await page.waitForURL(/\/endpoints\/ep_/);
    await expect(page.getByText(/reader-\d+/).first()).toBeVisible();
  });

  await test.step('the playground ranks items for a user, and says what is popular to a newcomer', async () => {
    await openPage(page, `${home}/playground?model=next-book`);
    await page.getByLabel('Items').fill('4');
    const user = page.getByLabel('User id');
    await user.fill('reader-2');
    await page.getByRole('button', { name: 'Recommend items' }).click();
    const items = page.getByRole('table', { name: 'Recommended items' });
    await expect(items.getByRole('row')).toHaveCount(5, { timeout: 60_000 });
    await expect(items.getByRole('row').nth(1)).toContainText('crime-');
    await expect(page.getByText('what reader-2 has is left out')).toBeVisible();
    await user.fill('stranger');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText(/^Nothing is known of stranger/)).toBeVisible();
    expect(await judgePage(page, 'playground of a recommender')).toEqual([]);
    await user.fill(' ');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Write the id of a user, or choose one below.')).toBeVisible();
  });

  await test.step('the API answers the same list', async () => {
    const apiKey = await makeKey(page, projectId);
    const client = new OpenAI({ apiKey, baseURL: `${url}/v1` });
    const body = { model: 'next-book', users: ['reader-2', 'stranger'], top_k: 3 };
    const answer = await client.post<{ data: { items: { item: string }[] }[]; usage: object }>('/recommendations', {
      body,
    });
    expect(answer.data).toMatchObject([
      { object: 'recommendation', user: 'reader-2', basis: 'interactions' },
      { object: 'recommendation', user: 'stranger', basis: 'popularity' },
    ]);
    expect(answer.data.map(({ items }) => items.length)).toEqual([3, 3]);
    expect(answer.data[0]?.items[0]?.item).toMatch(/^crime-/);
  });
}
