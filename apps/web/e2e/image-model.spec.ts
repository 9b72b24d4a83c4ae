import { makePng } from '@modelmint/testing/make-png';
import { makeZip } from '@modelmint/testing/make-zip';
import { expect, test } from '@playwright/test';
import { e2eEnv } from './env.ts';
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

test('an archive of images becomes a model that labels one in the playground', async ({ page }) => {
  test.setTimeout(300_000);
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
});
