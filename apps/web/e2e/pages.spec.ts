import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { seedForPages } from './seed-for-pages.ts';

const viewports = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const themes = ['light', 'dark'] as const;

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
    problems.push(...(await judge(page, name)));
    await page.close();
  }
  for (const context of contexts.values()) await context.close();
  expect(problems).toEqual([]);
});

/** Looks at one loaded page in every size and theme; the theme follows the system as on a first visit. */
async function judge(page: Page, name: string): Promise<string[]> {
  const problems: string[] = [];
  for (const viewport of viewports) {
    await page.setViewportSize(viewport);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      const where = `${name} at ${viewport.width}, ${theme}`;
      // Every rule in light; of the same page in dark only colours can differ.
      const axe = new AxeBuilder({ page });
      const { violations } = await (theme === 'light' ? axe : axe.withRules(['color-contrast'])).analyze();
      for (const { id, nodes } of violations)
        problems.push(`${where}: ${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) problems.push(`${name} is ${overflow} px wider than a screen of ${viewport.width}`);
  }
  return problems;
}
