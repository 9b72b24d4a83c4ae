import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { e2eEnv } from './env.ts';
import { importForEverybody, referenceFolder, rowOf } from './import-for-everybody.ts';
import { makeOperator } from './make-operator.ts';
import { openPage } from './open-page.ts';
import { signUp } from './sign-up.ts';

/** The operator imports a folder for everybody; a customer sees, calls and tunes it, and cannot delete it. */
export async function baseModel(page: Page, browser: Browser): Promise<void> {
  const { url } = e2eEnv();
  const name = `tiny-${randomBytes(4).toString('hex')}`;
  const operator = await signUp(page, 'importer');
  await makeOperator(operator.email);

  await test.step('what is no checkpoint is refused with its reason, and can be deleted', async () => {
    await openPage(page, `${url}/operator?tab=base-models`);
    await page.getByRole('button', { name: 'Import for everybody' }).click();
    const dialog = page.getByRole('dialog');
    // The name follows the folder until one is written.
    await dialog.getByLabel('Folder').fill('/srv/models/Tiny Llama');
    await expect(dialog.getByLabel('Name')).toHaveValue('tiny-llama');
    await dialog.getByLabel('Name').fill('Tiny Llama');
    await page.getByRole('button', { name: 'Import base model' }).click();
    await expect(dialog.getByText(/^Use 1 to 80 lower-case letters/)).toBeVisible();
    await dialog.getByLabel('Folder').fill(referenceFolder('..'));
    await dialog.getByLabel('Name').fill(`${name}-none`);
    await page.getByRole('button', { name: 'Import base model' }).click();
    await expect(rowOf(page, `${name}-none`)).toContainText('Import failed', { timeout: 60_000 });
    await expect(rowOf(page, `${name}-none`)).toContainText('config.json');
    await page.getByRole('button', { name: `Delete ${name}-none` }).click();
    await page.getByRole('button', { name: 'Delete base model' }).click();
    await expect(rowOf(page, `${name}-none`)).toHaveCount(0);
  });

  await importForEverybody(page, { name, folder: referenceFolder('llama-rope-llama3') });

  const other = await browser.newContext();
  const visitor = await other.newPage();
  const { projectId } = await signUp(visitor, 'tuner');
  const home = `${url}/projects/${projectId}`;

  await test.step('a customer finds it among the base models with its price, and how to call it', async () => {
    await openPage(visitor, `${home}/models?tab=base`);
    const row = rowOf(visitor, name);
    await expect(row).toContainText('everybody’s, LlamaForCausalLM');
    await expect(row).toContainText(/\$\d+\.\d\d/);
    await row.getByRole('link', { name }).click();
    await expect(visitor.getByRole('heading', { name, level: 1 })).toBeVisible();
    await expect(visitor.getByText('per 1\u2009M tokens').first()).toBeVisible();
    await expect(visitor.getByText(`"model": "${name}"`)).toBeVisible();
    await expect(visitor.getByRole('link', { name: 'Fine-tune' })).toHaveAttribute('href', /model=tiny-/);
  });

  await test.step('and has no way to delete it', async () => {
    await expect(visitor.getByRole('button', { name: /Delete|More actions/ })).toHaveCount(0);
    const answer = await visitor.request.delete(`${url}/api/projects/${projectId}/base-models/${name}`, {
      headers: { origin: url, 'content-type': 'application/json' },
      data: {},
    });
    expect(answer.status()).toBe(403);
    expect(await answer.json()).toMatchObject({ error: { code: 'permission_denied' } });
  });

  await test.step('an import of their own from a hub shows how it ends, and is dropped', async () => {
    await openPage(visitor, `${home}/models?tab=base`);
    await visitor.getByRole('button', { name: 'Import base model' }).click();
    const dialog = visitor.getByRole('dialog');
    await dialog.getByLabel('Repository').fill('https://example.com/owner/none');
    await dialog.getByRole('button', { name: 'Import base model' }).click();
    await expect(dialog.getByText(/^Write owner\/name as on the hub/)).toBeVisible();
    await dialog.getByLabel('Repository').fill(`nobody/${name}`);
    await expect(dialog.getByLabel('Name')).toHaveValue(name);
    await dialog.getByRole('button', { name: 'Import base model' }).click();
    await visitor.waitForURL(/\/models\/base\/base_/);
    await visitor.getByRole('button', { name: /^(Stop import|Delete base model)$/ }).click();
    await visitor
      .getByRole('dialog')
      .getByRole('button', { name: /^(Stop import|Delete base model)$/ })
      .click();
    await visitor.waitForURL(/\/models\?tab=base$/);
    await expect(rowOf(visitor, name)).toHaveCount(1);
  });

  await test.step('the files of a checkpoint are chosen at once, sent one after the other, and become its own', async () => {
    const files = ['config.json', 'model.safetensors', 'tokenizer.json', 'tokenizer_config.json'].map((file) =>
      path.join(referenceFolder('llama-rope-llama3'), file),
    );
    await visitor.getByRole('button', { name: 'Import base model' }).click();
    const dialog = visitor.getByRole('dialog');
    await dialog.getByText('From files', { exact: true }).click();
    await dialog.getByLabel('Files').setInputFiles(files.slice(1));
    await expect(dialog.getByText(/^There is no config\.json among them/)).toBeVisible();
    await dialog.getByLabel('Files').setInputFiles(files);
    await dialog.getByLabel('Name').fill(`${name}-own`);
    await dialog.getByRole('button', { name: 'Upload and import' }).click();
    await visitor.waitForURL(/\/models\/base\/base_/);
    await expect(visitor.getByText('4 uploaded files').first()).toBeVisible();
    await expect(visitor.getByText('LlamaForCausalLM').first()).toBeVisible({ timeout: 60_000 });
  });
  await other.close();
}
