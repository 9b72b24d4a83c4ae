import { test } from '@playwright/test';
import { baseModel } from './base-model.ts';
import { chatModel } from './chat-model.ts';

test('imported checkpoints are called and tuned, and chats teach one to answer', async ({ browser }) => {
  test.setTimeout(600_000);
  await test.step('for everybody', async () => {
    const page = await browser.newPage();
    await baseModel(page, browser);
    await page.close();
  });
  await test.step('on chats', async () => {
    const page = await browser.newPage();
    await chatModel(page);
    await page.close();
  });
});
