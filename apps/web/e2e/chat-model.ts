import { randomBytes } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import { e2eEnv } from './env.ts';
import { importForEverybody, referenceFolder } from './import-for-everybody.ts';
import { makeOperator } from './make-operator.ts';
import { awaitAlive, openPage } from './open-page.ts';
import { signUp } from './sign-up.ts';
import { uploadFile } from './upload-data.ts';

/** Short chats, since the reference model reads 64 tokens or so. */
function chatLines(rows: number): string {
  const pairs = [
    ['cat?', 'meow'],
    ['dog?', 'woof'],
  ] as const;
  return Array.from({ length: rows }, (_, row) => {
    const [question, answer] = pairs[row % 2] ?? pairs[0];
    const messages = [
      { role: 'user', content: `${question} ${row}` },
      { role: 'assistant', content: answer },
    ];
    return `${JSON.stringify({ messages })}\n`;
  }).join('');
}

/** Chats tune an imported model, whose samples and gain are shown, and the tuned model answers. */
export async function chatModel(page: Page): Promise<void> {
  const { url } = e2eEnv();
  const base = `tiny-${randomBytes(4).toString('hex')}`;
  const { email, projectId } = await signUp(page, 'chat');
  await makeOperator(email);
  await importForEverybody(page, { name: base, folder: referenceFolder('llama-rope-llama3') });
  const home = `${url}/projects/${projectId}`;
  const datasetId = await uploadFile(page, projectId, { name: 'pets.jsonl', text: chatLines(60) });
  await expect(page.getByText('Ready', { exact: true })).toBeVisible({ timeout: 60_000 });

  await test.step('only what the data can train is offered, with its price', async () => {
    await openPage(page, `${home}/fine-tuning/new?dataset=${datasetId}&model=${base}`);
    await expect(page.getByRole('radio', { name: new RegExp(`^${base}`) })).toBeChecked();
    await expect(page.getByRole('radio', { name: /^image-classifier-cnn/ })).toBeDisabled();
    await expect(page.getByRole('button', { name: /^Start job and hold \$\d+\.\d{2,6}$/ })).toBeVisible();
    await page.getByRole('radio', { name: /^Full/ }).click();
    await expect(page.getByLabel(/^LoRA rank/)).toHaveCount(0);
    await page.getByRole('radio', { name: /^LoRA/ }).click();
    await page.getByLabel(/^LoRA rank/).fill('300');
    await page.getByLabel(/^LoRA rank/).blur();
    await expect(page.getByText('From 1 to 256.')).toBeVisible();
    await page.getByLabel(/^LoRA rank/).fill('4');
  });

  await test.step('a file of chats may train a text classifier too, when it is read anew', async () => {
    await page.getByRole('radio', { name: /^text-classifier-lstm/ }).click();
    await expect(page.getByText('The file is read anew for this.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Start job', exact: true })).toBeVisible();
    await page.getByRole('radio', { name: new RegExp(`^${base}`) }).click();
    await page.getByLabel(/^Epochs/).fill('2');
    await page.getByLabel(/^Suffix/).fill('pets');
    await page.getByRole('button', { name: /^Start job and hold/ }).click();
    await page.waitForURL(/\/fine-tuning\/ftjob-/);
  });

  await test.step('the page of the job shows samples and the tuned model beside its base', async () => {
    await expect(page.getByText('Succeeded', { exact: true })).toBeVisible({ timeout: 180_000 });
    await expect(page.getByRole('table', { name: 'Samples of the tuned model' })).toContainText('meow');
    await expect(page.getByRole('table', { name: /^Samples at step \d/ })).toContainText('woof');
    await expect(page.getByText(/^base \d+(\.\d+)?, [+−]/).first()).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Perplexity' })).toBeVisible();
    await expect(page.getByText('LoRA rank, alpha')).toBeVisible();
  });

  await test.step('every file of the adapter can be taken', async () => {
    await page.goto(`${home}/models`);
    await page.getByRole('link', { name: /^pets:/ }).click();
    const files = page.getByRole('table', { name: 'Files of the model' });
    for (const name of ['adapter_config.json', 'adapter_model.safetensors', 'tokenizer.json'])
      await expect(files.getByRole('link', { name })).toBeVisible();
    const download = page.waitForEvent('download');
    await files.getByRole('link', { name: 'adapter_config.json' }).click();
    expect((await download).suggestedFilename()).toBe('adapter_config.json');
  });

  await test.step('the model answers in the playground', async () => {
    await page.getByRole('link', { name: 'Try model' }).click();
    await page.waitForURL(/\/playground\?/);
    await awaitAlive(page);
    await page.getByLabel('Max tokens').fill('8');
    await page.getByLabel('Message', { exact: true }).fill('cat? 1');
    await page.getByRole('button', { name: 'Send message' }).click();
    await expect(
      page.getByRole('log', { name: 'Conversation' }).getByRole('button', { name: 'Copy answer' }),
    ).toBeVisible({
      timeout: 60_000,
    });
  });

  await test.step('the same chats teach a small Llama from nothing, which has no base to stand beside', async () => {
    await openPage(page, `${home}/fine-tuning/new?dataset=${datasetId}&model=language-model-llama`);
    await expect(page.getByRole('radio', { name: /^language-model-llama/ })).toBeChecked();
    await expect(page.getByLabel(/^Dropout/)).toHaveCount(0);
    await page.getByLabel(/^Epochs/).fill('2');
    await page.getByLabel(/^Hidden size/).fill('32');
    await page.getByRole('button', { name: /^Start job and hold/ }).click();
    await page.waitForURL(/\/fine-tuning\/ftjob-/);
    await expect(page.getByText('Succeeded', { exact: true })).toBeVisible({ timeout: 120_000 });
    await expect(page.getByRole('table', { name: 'Samples of the trained model' })).toContainText('meow');
    await expect(page.getByText(/^The model reads bytes and has/)).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Perplexity' })).toBeVisible();
    await expect(page.getByText(/^base \d/)).toHaveCount(0);
  });
}
