import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { e2eEnv } from './env.ts';
import { openPage } from './open-page.ts';

/** A checkpoint of some thousand parameters that the package of the models carries. */
export const referenceFolder = (name: string): string =>
  path.resolve(import.meta.dirname, '../../../packages/ml/references', name);

/** Imports a folder of the worker's machine as the operator whose page it is, and waits until everybody can use it. */
export async function importForEverybody(
  page: Page,
  { name, folder }: { name: string; folder: string },
): Promise<void> {
  await openPage(page, `${e2eEnv().url}/operator?tab=base-models`);
  await page.getByRole('button', { name: 'Import for everybody' }).click();
  await page.getByRole('dialog').getByLabel('Folder').fill(folder);
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Import base model' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(rowOf(page, name)).toContainText('Ready', { timeout: 60_000 });
}

export const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
