import { readFileSync } from 'node:fs';
import path from 'node:path';
import { makePng } from '@modelmint/testing/make-png';
import { makeZip } from '@modelmint/testing/make-zip';
import { expect, type Page, test } from '@playwright/test';
import { e2eEnv } from './env.ts';
import { referenceFolder } from './import-for-everybody.ts';
import { awaitAlive, openPage } from './open-page.ts';
import { signUp } from './sign-up.ts';
import { chooseFile } from './upload-data.ts';

const colours = { red: [200, 40, 40], green: [40, 160, 60], blue: [40, 60, 200] } as const;
const side = 32;

/** A square of one colour, a little different each time. */
function square(label: keyof typeof colours, seed: number): Buffer {
  const pixels = new Uint8Array(side * side * 3);
  for (const at of pixels.keys()) pixels[at] = colours[label][(at % 3) as 0 | 1 | 2] + ((at * 31 + seed * 17) % 40);
  return makePng({ width: side, height: side, pixels });
}

function squares(perLabel: number): Buffer {
  const labels = Object.keys(colours) as (keyof typeof colours)[];
  const images = labels.flatMap((label) =>
    Array.from({ length: perLabel }, (_, at) => ({ path: `squares/${label}/${at}.png`, data: square(label, at) })),
  );
  return makeZip([...images, { path: 'squares/red/notes.txt', data: Buffer.from('no image') }]);
}

/** An archive of images becomes a model that labels one in the playground. */
export async function imageModel(page: Page): Promise<void> {
  const { projectId } = await signUp(page, 'images');
  const home = `${e2eEnv().url}/projects/${projectId}`;

  await test.step('the archive is known by its first bytes', async () => {
    await chooseFile(page, projectId, { name: 'squares.zip', content: squares(20) });
    await expect(page.getByText('Image classification', { exact: true })).toBeVisible();
    await expect(page.getByText(/zip archive$/)).toBeVisible();
    await expect(page.getByLabel(/column/)).toHaveCount(0);
    await page.getByRole('button', { name: /^Upload / }).click();
    await page.waitForURL(/\/data\/ds_/);
  });

  await test.step('the report shows the images, their sizes and what is none', async () => {
    await expect(page.getByText('Ready', { exact: true })).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('list', { name: 'Examples by label' }).getByRole('listitem')).toHaveCount(3);
    await expect(page.getByRole('heading', { name: 'Sizes and formats' })).toBeVisible();
    const images = page.getByRole('list', { name: 'Images', exact: true }).getByRole('img');
    await expect(images).toHaveCount(24);
    await expect.poll(() => images.first().evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(side);
    await expect(page.getByRole('table', { name: 'Files that could not be used' })).toContainText('notes.txt');
  });

  await test.step('it trains a classifier of images', async () => {
    await page.getByRole('link', { name: /^Fine-tune on v1/ }).click();
    await page.waitForURL(/\/fine-tuning\/new\?dataset=/);
    await awaitAlive(page);
    await page.getByRole('radio', { name: /^image-classifier-cnn/ }).click();
    await page.getByLabel(/^Epochs/).fill('4');
    await page.getByLabel(/^Suffix/).fill('squares');
    await page.getByRole('button', { name: /^Start job and hold/ }).click();
    await page.waitForURL(/\/fine-tuning\/ftjob-/);
    await expect(page.getByText('Succeeded', { exact: true })).toBeVisible({ timeout: 180_000 });
  });

  await test.step('the playground labels images of its data and of one’s own, and refuses what is none', async () => {
    await openPage(page, `${home}/playground`);
    await page
      .getByRole('button', { name: /^Classify an image of/ })
      .first()
      .click();
    const scores = page.getByRole('list', { name: 'Probabilities' }).getByRole('listitem');
    await expect(scores).toHaveCount(3, { timeout: 60_000 });
    const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer });
    await page.getByLabel('Image file').setInputFiles(file('mine.png', square('blue', 77)));
    const session = page.getByRole('table', { name: 'Requests of this session' });
    await expect(session.getByRole('row', { name: /mine\.png/ })).toBeVisible();
    await page.getByLabel('Image file').setInputFiles(file('text.png', Buffer.from('no image')));
    await expect(page.getByText('text.png is no PNG, JPEG, WebP or GIF image. Convert it to PNG.')).toBeVisible();
    await expect(session.getByRole('row')).toHaveCount(3);
  });

  const name = 'tiny-vit';
  await test.step('a vision checkpoint is imported from its files', async () => {
    await openPage(page, `${home}/models?tab=base`);
    await page.getByRole('button', { name: 'Import base model' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('From files', { exact: true }).click();
    await dialog.getByLabel('Files').setInputFiles(visionFiles());
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByRole('button', { name: 'Upload and import' }).click();
    await page.waitForURL(/\/models\/base\/base_/);
    await expect(page.getByText('ViTForImageClassification').first()).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/^None in this project yet\. It can be tuned to tell your own labels/)).toBeVisible();
  });

  await test.step('and tuned to the same images: the form explains its numbers and refuses modules that are none', async () => {
    await page.getByRole('link', { name: 'Fine-tune' }).click();
    await page.waitForURL(/\/fine-tuning\/new\?model=/);
    await awaitAlive(page);
    await expect(page.getByRole('radio', { name: new RegExp(`^${name}`) })).toBeChecked();
    await expect(page.getByRole('radio', { name: /^LoRA/ })).toBeChecked();
    await expect(page.getByText(/^Size of the added matrices.* is enough for what 54 images can teach/)).toBeVisible();
    await page.getByRole('radio', { name: /^Strong/ }).click();
    await page.getByLabel(/^LoRA modules/).fill('q_proj');
    await expect(page.getByText(/The model has no linear module 'q_proj' for LoRA; it has query, /)).toBeVisible();
    await page.getByLabel(/^LoRA modules/).fill('');
    await page.getByLabel(/^Epochs/).fill('12');
    await page.getByLabel(/^Learning rate multiplier/).fill('10');
    await page.getByRole('button', { name: /^Start job and hold/ }).click();
    await page.waitForURL(/\/fine-tuning\/ftjob-/);
    await expect(page.getByText('Succeeded', { exact: true })).toBeVisible({ timeout: 180_000 });
    await expect(page.getByRole('heading', { name: 'Confusion' })).toBeVisible();
  });

  await test.step('the tuned model lists its adapter, and labels an image', async () => {
    await page.getByRole('button', { name: /^More actions for/ }).click();
    await page.getByRole('menuitem', { name: 'Open the model' }).click();
    await page.waitForURL(/\/models\/mdl_/);
    await expect(page.getByRole('table', { name: 'Files of the model' })).toContainText('adapter_model.safetensors');
    const id = /\/models\/(mdl_\w+)/.exec(page.url())?.[1] ?? '';
    const merged = await page.request.get(
      `${e2eEnv().url}/api/projects/${projectId}/models/${id}/download?format=merged`,
    );
    expect(merged.status()).toBe(200);
    expect((await merged.body()).length).toBeGreaterThan(10_000);
    await page.getByRole('link', { name: 'Try model' }).click();
    await page.waitForURL(/\/playground\?model=/);
    await awaitAlive(page);
    const file = { name: 'green.png', mimeType: 'image/png', buffer: square('green', 5) };
    await page.getByLabel('Image file').setInputFiles(file);
    const scores = page.getByRole('list', { name: 'Probabilities' }).getByRole('listitem');
    await expect(scores.first()).toContainText('green', { timeout: 60_000 });
  });
}

/** A small ViT as the hub has it. */
function visionFiles() {
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });
  const size = { height: 12, width: 12 };
  return [
    ...['config.json', 'model.safetensors'].map((name) =>
      file(name, readFileSync(path.join(referenceFolder('vit'), name))),
    ),
    file('preprocessor_config.json', Buffer.from(JSON.stringify({ image_processor_type: 'ViTImageProcessor', size }))),
  ];
}
