import { type Browser, expect, type Page, test } from '@playwright/test';
import { type Language, languageCookie } from '../src/i18n/language.ts';
import { judgeLook, judgeWidth, type Look, narrow, wide } from './judge-page.ts';
import { openPageTables, type Seeded, seedForPages } from './seed-for-pages.ts';

// Its own list says what is wrong and where; recording some hundred judgements would take longer than making them.
test.use({ trace: 'off', screenshot: 'off' });

interface Tour {
  language: Language;
  look: Look;
  /** Where the page must fit too, without being judged again. */
  other: Look;
}

test('every page is free of axe violations and of sideways scroll in both languages, says that it waits or failed, and goes on', async ({
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
  // What follows is worth knowing all the same.
  expect.soft(problems.flat()).toEqual([]);
  await holdPagesBack(browser, seeded);
});

/** Locks what each page reads, then takes it away: the page says so, and goes on when asked. */
async function holdPagesBack(browser: Browser, seeded: Seeded): Promise<void> {
  const { reads, tables } = await openPageTables();
  const tour: Tour = { language: 'en', look: wide, other: narrow };
  const { pageOf, close } = openPages({ browser, seeded, tour });
  for (const { name, path, who } of seeded.pages) {
    const table = reads[name];
    if (table === undefined) continue;
    const page = await pageOf(who);
    const waiting = page.locator('main [aria-busy="true"]').first();
    const failed = page.getByRole('alert').filter({ has: page.getByRole('button') });
    await tables.whileLocked(table, async () => {
      await page.goto(`${seeded.url}${path}`, { waitUntil: 'commit' });
      await expect(waiting, `${name} says that it waits`).toBeVisible();
    });
    await expect(waiting, `${name} has waited`).toHaveCount(0);
    await tables.whileGone(table, async () => {
      await page.goto(`${seeded.url}${path}`);
      await expect(failed.getByRole('button', { name: /request id/i }), `${name} says that it failed`).toBeVisible();
    });
    await failed.getByRole('button', { name: 'Try again' }).click();
    await expect(failed, `${name} goes on`).toHaveCount(0);
  }
  await close();
  await tables.end();
}

async function takeTour(of: { browser: Browser; seeded: Seeded; tour: Tour }): Promise<string[]> {
  const { seeded, tour } = of;
  const problems: string[] = [];
  let label = '';
  const { pageOf, close } = openPages(of, (problem) => problems.push(`${label}: ${problem}`));
  for (const { name, path, who } of seeded.pages) {
    const page = await pageOf(who);
    label = `${name} (${tour.language})`;
    await page.setViewportSize(tour.look.viewport);
    await page.goto(`${seeded.url}${path}`);
    await expect(
      page.locator('h1, main p').filter({ visible: true }).first(),
      `${label} shows something`,
    ).toBeVisible();
    await expect(page.locator('[aria-busy="true"]'), `${label} is loaded`).toHaveCount(0);
    await expect(page.locator('html')).toHaveAttribute('lang', tour.language);
    problems.push(...(await judgeLook(page, label, tour.look)), ...(await judgeWidth(page, label)));
    await page.setViewportSize(tour.other.viewport);
    problems.push(...(await judgeWidth(page, label)));
  }
  await close();
  return problems;
}

/** One tab for each person, which goes from page to page: a new one would read and compile all scripts again. */
function openPages(
  { browser, seeded, tour }: { browser: Browser; seeded: Seeded; tour: Tour },
  tell: (problem: string) => void = () => undefined,
) {
  const { viewport, theme } = tour.look;
  const opened = new Map<string, Page>();
  const open = async (who: string): Promise<Page> => {
    const context = await browser.newContext({ viewport, colorScheme: theme, reducedMotion: 'reduce' });
    const language = { name: languageCookie, value: tour.language, url: seeded.url };
    await context.addCookies([...seeded.cookiesOf(who), language]);
    const page = await context.newPage();
    hearProblems(page, tell);
    opened.set(who, page);
    return page;
  };
  return {
    pageOf: async (who: string) => opened.get(who) ?? (await open(who)),
    close: async () => {
      for (const page of opened.values()) await page.context().close();
    },
  };
}

function hearProblems(page: Page, tell: (problem: string) => void): void {
  page.on('pageerror', (error) => tell(error.message));
  page.on('console', (message) => {
    // A page that is not there is answered with 404, which Chromium reports as an error of its own.
    if (message.type() === 'error' && !/status of 404/.test(message.text())) tell(`console: ${message.text()}`);
  });
}
