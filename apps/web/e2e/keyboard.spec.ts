import { expect, type Locator, type Page, test } from '@playwright/test';
import { e2eEnv } from './env.ts';
import { openPage } from './open-page.ts';
import { makeAccount } from './sign-up.ts';

test('everything can be reached without a pointer', async ({ page }) => {
  const { url } = e2eEnv();
  const { email, password } = await makeAccount(page, 'keyboard');
  await openPage(page, `${url}/sign-in`);
  await tabTo(page, page.getByLabel('E-mail address'));
  await page.keyboard.type(email);
  await tabTo(page, page.getByLabel('Password', { exact: true }));
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/projects\/[^/]+\/overview/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

  await test.step('the first key past the address bar skips the rail', async () => {
    await page.reload();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('main#main')).toBeFocused();
  });

  await test.step('two letters and the palette lead to pages', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await page.waitForURL(/\/endpoints$/);
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type('API keys');
    await expect(page.getByRole('option', { name: /API keys/ }).first()).toBeVisible();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/api-keys$/);
  });

  await test.step('the palette begins what a page has a dialog for, and closing it leaves the page', async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type('Create API key');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Create API key' })).toBeVisible();
    await expect(page).toHaveURL(/\?new=?$/);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page).toHaveURL(/\/api-keys$/);
  });

  await test.step('a dialog takes the focus, names its fault, and gives the focus back', async () => {
    const open = page.getByRole('button', { name: 'Create API key' }).first();
    await tabTo(page, open);
    await page.keyboard.press('Enter');
    const name = page.getByRole('dialog').getByLabel('Name');
    await expect(name).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByText('Give the key a name')).toBeVisible();
    await expect(name).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(open).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.type('by keyboard');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Copy by keyboard' })).toBeVisible();
    await tabTo(page, page.getByRole('button', { name: 'Done' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('row', { name: /^by keyboard/ })).toBeVisible();
  });

  await test.step('a menu takes the focus to its first entry and gives it back, after a dialog that it has opened too', async () => {
    const open = page
      .getByRole('row', { name: /^by keyboard/ })
      .getByRole('button', { name: 'Actions for by keyboard' });
    await tabTo(page, open);
    for (const key of ['Enter', 'Space', 'ArrowDown']) {
      await page.keyboard.press(key);
      await expect(page.getByRole('menuitem').first()).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu')).toHaveCount(0);
      await expect(open).toBeFocused();
    }
    for (const _ of ['the first time', 'and again']) {
      await page.keyboard.press('Enter');
      await expect(page.getByRole('menuitem', { name: 'Edit' })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('dialog', { name: 'by keyboard' })).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect(open).toBeFocused();
    }
  });
});

/** Presses Tab until the control has the focus; a person would give up sooner. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${control} was not reached by 60 presses of Tab`);
}
