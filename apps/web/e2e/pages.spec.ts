import { type BrowserContext, expect, test } from '@playwright/test';
import { judgePage } from './judge-page.ts';
import { seedForPages } from './seed-for-pages.ts';

// Its own list says what is wrong and where; recording some hundred judgements would take longer than making them.
test.use({ trace: 'off', screenshot: 'off' });

test('every page is free of axe violations and of sideways scroll, wide and narrow, light and dark', async ({
  browser,
}) => {
  test.setTimeout(900_000);
  const { pages, cookiesOf, url } = await seedForPages();
  const contexts = new Map<string, BrowserContext>();
  const problems: string[] = [];
  for (const { name, path, who } of pages) {
    const context = contexts.get(who) ?? (await browser.newContext({ reducedMotion: 'reduce' }));
    if (!contexts.has(who)) await context.addCookies(cookiesOf(who));
    contexts.set(who, context);
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(`${name}: ${error.message}`));
    page.on('console', (message) => {
      // A page that is not there is answered with 404, which Chromium reports as an error of its own.
      if (message.type() === 'error' && !/status of 404/.test(message.text()))
        problems.push(`${name}: console: ${message.text()}`);
    });
    await page.goto(`${url}${path}`);
    await expect(page.locator('h1, main p').first(), `${name} shows something`).toBeVisible();
    await expect(page.locator('[aria-busy="true"]'), `${name} is loaded`).toHaveCount(0);
    problems.push(...(await judgePage(page, name)));
    await page.close();
  }
  for (const context of contexts.values()) await context.close();
  expect(problems).toEqual([]);
});
