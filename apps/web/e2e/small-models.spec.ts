import { test } from '@playwright/test';
import { imageModel } from './image-model.ts';
import { recommender } from './recommender.ts';
import { tableModel } from './table-model.ts';

test('tables, images and what users did become models that answer in the playground and by the API', async ({
  browser,
}) => {
  test.setTimeout(600_000);
  for (const [name, journey] of Object.entries({ tableModel, imageModel, recommender }))
    await test.step(name, async () => {
      const page = await browser.newPage();
      await journey(page);
      await page.close();
    });
});
