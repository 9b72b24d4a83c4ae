import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { chromium as playwright } from 'playwright-core';
import { cookiesOf, pageList } from './page-list.mjs';
import { openTables, pageReads } from './page-reads.mjs';

const widths = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const themes = ['light', 'dark'];
const languages = ['en', 'zh-CN'];

/**
 * Writes `<language>/<name>-<width>-<theme>.png` for every page, and with `-loading` and `-error` after the name how it
 * waits and fails; returns their number. A page that answers 5xx on its own ends the run.
 */
export async function takeScreenshots({ platform, seeded, chromium, folder, only, say }) {
  if (only === undefined) rmSync(folder, { recursive: true, force: true });
  const pages = pageList(seeded).filter(({ name }) => only === undefined || name.includes(only));
  const browser = await playwright.launch(chromium);
  const tables = await openTables(platform);
  let count = 0;
  try {
    for (const language of languages)
      for (const viewport of widths)
        for (const theme of themes) {
          const into = path.join(folder, language);
          mkdirSync(into, { recursive: true });
          const look = { viewport, theme, language };
          count += await takeAll({ browser, tables, url: platform.url, seeded, folder: into, look, pages, say });
        }
  } finally {
    await tables.end();
    await browser.close();
  }
  return count;
}

async function takeAll({ browser, tables, url, seeded, folder, look, pages, say }) {
  const { viewport, theme, language } = look;
  const contexts = new Map();
  let count = 0;
  const shoot = async ({ name, path: where, who }, isShown) => {
    if (!contexts.has(who)) contexts.set(who, await openContext({ browser, url, seeded, look, who }));
    const page = await contexts.get(who).newPage();
    await isShown(page, page.goto(`${url}${where}`, { waitUntil: 'commit' }));
    await page.evaluate(() => document.fonts.ready);
    // As tall as the page: what is fixed at the bottom of the screen then stands at its end, not in its middle.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: viewport.width, height: Math.max(height, viewport.height) });
    await page.screenshot({ path: path.join(folder, `${name}-${viewport.width}-${theme}.png`) });
    await page.close();
    say(`${language} ${name} ${viewport.width} ${theme}`);
    count += 1;
  };
  for (const one of pages) {
    await shoot(one, isFull);
    const table = pageReads[one.name];
    if (table === undefined) continue;
    await tables.whileLocked(table, () => shoot({ ...one, name: `${one.name}-loading` }, isWaiting));
    await tables.whileGone(table, () => shoot({ ...one, name: `${one.name}-error` }, isBroken));
  }
  for (const context of contexts.values()) await context.close();
  return count;
}

async function isFull(page, opening) {
  const answer = await opening;
  if (answer.status() >= 500) throw new Error(`${page.url()} answered ${answer.status()}`);
  await page.waitForLoadState('load');
  await page.locator('main').first().waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached', timeout: 10_000 });
}

async function isWaiting(page, opening) {
  await opening;
  await page.locator('[aria-busy="true"]').first().waitFor({ timeout: 10_000 });
}

async function isBroken(page, opening) {
  await opening;
  await page.locator('[role="alert"]').first().waitFor({ timeout: 10_000 });
}

/** A fresh browser for one person; the theme follows the system, as on a first visit. */
async function openContext({ browser, url, seeded, look, who }) {
  const { viewport, theme, language } = look;
  const context = await browser.newContext({
    viewport,
    colorScheme: theme,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    ...(viewport.width < 768 ? { hasTouch: true, isMobile: true } : {}),
  });
  await context.addCookies([...cookiesOf(seeded, { who, url }), { name: 'modelmint_language', value: language, url }]);
  return context;
}
