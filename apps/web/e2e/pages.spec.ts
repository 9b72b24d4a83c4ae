import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { type Language, languageCookie } from '../src/i18n/language.ts';
import { judgeLook, judgeWidth, type Look, narrow, wide } from './judge-page.ts';
import { type Seeded, seedForPages } from './seed-for-pages.ts';

// Its own list says what is wrong and where; recording some hundred judgements would take longer than making them.
test.use({ trace: 'off', screenshot: 'off' });

interface Tour {
  language: Language;
  look: Look;
  /** Where the page must fit too, without being judged again. */
  other: Look;
}

test('every page is free of axe violations and of sideways scroll, wide and narrow, light and dark, in both languages', async ({
  browser,
}) => {
  test.setTimeout(900_000);
  const seeded = await seedForPages();
  const tours: Tour[] = [
    { language: 'en', look: wide, other: narrow },
    { language: 'zh-CN', look: narrow, other: wide },
  ];
  // Side by side: while one page is fetched, the other is judged.
  const problems = await Promise.all(tours.map((tour) => takeTour({ browser, seeded, tour })));
  expect(problems.flat()).toEqual([]);
});

async function takeTour(of: { browser: Browser; seeded: Seeded; tour: Tour }): Promise<string[]> {
  const { seeded, tour } = of;
  const contexts = new Map<string, BrowserContext>();
  const problems: string[] = [];
  for (const { name, path, who } of seeded.pages) {
    const context = contexts.get(who) ?? (await openContext(of, who));
    contexts.set(who, context);
    const page = await context.newPage();
    const label = `${name} (${tour.language})`;
    hearProblems(page, (problem) => problems.push(`${label}: ${problem}`));
    await page.goto(`${seeded.url}${path}`);
    await expect(page.locator('h1, main p').first(), `${label} shows something`).toBeVisible();
    await expect(page.locator('[aria-busy="true"]'), `${label} is loaded`).toHaveCount(0);
    await expect(page.locator('html')).toHaveAttribute('lang', tour.language);
    problems.push(...(await judgeLook(page, label, tour.look)), ...(await judgeWidth(page, label)));
    await page.setViewportSize(tour.other.viewport);
    problems.push(...(await judgeWidth(page, label)));
    await page.close();
  }
  for (const context of contexts.values()) await context.close();
  return problems;
}

async function openContext(of: { browser: Browser; seeded: Seeded; tour: Tour }, who: string): Promise<BrowserContext> {
  const { browser, seeded, tour } = of;
  const { viewport, theme } = tour.look;
  const context = await browser.newContext({ viewport, colorScheme: theme, reducedMotion: 'reduce' });
  await context.addCookies([...seeded.cookiesOf(who), { name: languageCookie, value: tour.language, url: seeded.url }]);
  return context;
}

function hearProblems(page: Page, tell: (problem: string) => void): void {
  page.on('pageerror', (error) => tell(error.message));
  page.on('console', (message) => {
    // A page that is not there is answered with 404, which Chromium reports as an error of its own.
    if (message.type() === 'error' && !/status of 404/.test(message.text())) tell(`console: ${message.text()}`);
  });
}
