import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { chromium as playwright } from 'playwright-core';
import { cookiesOf, pageList } from './page-list.mjs';

const widths = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const themes = ['light', 'dark'];

/** Writes `<name>-<width>-<theme>.png` for every page; returns their number. A page that answers 5xx ends the run. */
export async function takeScreenshots({ url, seeded, chromium, folder, only, say }) {
  if (only === undefined) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const pages = pageList(seeded).filter(({ name }) => only === undefined || name.includes(only));
  const browser = await playwright.launch(chromium);
  try {
    for (const viewport of widths)
      for (const theme of themes) await takeAll({ browser, url, seeded, folder, viewport, theme, pages, say });
  } finally {
    await browser.close();
  }
  return pages.length * widths.length * themes.length;
}

async function takeAll({ browser, url, seeded, folder, viewport, theme, pages, say }) {
  const contexts = new Map();
  const contextOf = async (who) => {
    if (!contexts.has(who)) contexts.set(who, await openContext({ browser, url, seeded, viewport, theme, who }));
    return contexts.get(who);
  };
  for (const { name, path: where, who } of pages) {
    const page = await (await contextOf(who)).newPage();
    const answer = await page.goto(`${url}${where}`, { waitUntil: 'load' });
    if (answer.status() >= 500) throw new Error(`${where} answered ${answer.status()}`);
    await page.evaluate(() => document.fonts.ready);
    await page.locator('main').first().waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached', timeout: 10_000 });
    // As tall as the page: what is fixed at the bottom of the screen then stands at its end, not in its middle.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: viewport.width, height: Math.max(height, viewport.height) });
    await page.screenshot({ path: path.join(folder, `${name}-${viewport.width}-${theme}.png`) });
    await page.close();
    say(`${name} ${viewport.width} ${theme}`);
  }
  for (const context of contexts.values()) await context.close();
}

/** A fresh browser for one person; the theme follows the system, as on a first visit. */
async function openContext({ browser, url, seeded, viewport, theme, who }) {
  const context = await browser.newContext({
    viewport,
    colorScheme: theme,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    ...(viewport.width < 768 ? { hasTouch: true, isMobile: true } : {}),
  });
  await context.addCookies(cookiesOf(seeded, { who, url }));
  return context;
}
