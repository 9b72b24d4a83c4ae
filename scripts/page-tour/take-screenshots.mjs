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
const looks = languages.flatMap((language) => widths.map((viewport) => ({ language, viewport })));

/** So many pages are open at once; of those that wait for a locked table fewer, since each keeps connections. */
const openAtOnce = 3;
const heldAtOnce = 2;
const triesMax = 3;

/**
 * Writes `<language>/<name>-<width>-<theme>.png` for every page, and with `-loading` and `-error` after the name how it
 * waits and fails. Returns how many, and what could not be taken and why; those do not end the run.
 */
export async function takeScreenshots({ platform, seeded, chromium, folder, only, say }) {
  if (only === undefined) rmSync(folder, { recursive: true, force: true });
  const wanted = only?.split(',');
  const pages = pageList(seeded).filter(({ name }) => wanted?.some((part) => name.includes(part)) ?? true);
  const browser = await playwright.launch(chromium);
  const tour = { browser, url: platform.url, seeded, folder, say, contexts: new Map(), count: 0, faults: [] };
  const tables = await openTables(platform);
  try {
    for (const look of looks)
      await inParallel(openAtOnce, pages, (page) => shoot(tour, { page, look, isShown: isFull }));
    for (const page of pages) await shootStates(tour, { page, tables });
  } finally {
    await tables.end();
    await browser.close();
  }
  return { count: tour.count, faults: tour.faults };
}

/** How a page waits for its rows, and what it says when it cannot read them. */
async function shootStates(tour, { page, tables }) {
  const table = pageReads[page.name];
  if (table === undefined) return;
  const inEachLook = (state, isShown) => () => {
    const named = { ...page, name: `${page.name}-${state}` };
    return inParallel(heldAtOnce, looks, (look) => shoot(tour, { page: named, look, isShown }));
  };
  await tables.whileLocked(table, inEachLook('loading', isWaiting));
  await tables.whileGone(table, inEachLook('error', isBroken));
}

/** One page in both themes. A busy machine may keep one from opening in time: it is opened up to three times. */
async function shoot(tour, { page, look, isShown }) {
  const label = `${look.language} ${page.name} ${look.viewport.width}`;
  for (let tries = 1; tries <= triesMax; tries += 1) {
    try {
      await shootOnce(tour, { page, look, isShown });
      tour.count += themes.length;
      tour.say(label);
      return;
    } catch (error) {
      tour.say(`${label}: ${error.message}`);
      if (tries === triesMax) tour.faults.push(`${label}: ${error.message}`);
    }
  }
}

/** It is opened once, and the theme follows the system. */
async function shootOnce(tour, { page: { name, path: where, who }, look, isShown }) {
  const { viewport, language } = look;
  const context = await contextOf(tour, { look, who });
  const page = await context.newPage();
  try {
    await isShown(page, page.goto(`${tour.url}${where}`, { waitUntil: 'commit' }));
    await page.evaluate(() => document.fonts.ready);
    await fitHeight(page, viewport);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      await page.locator(`html[data-theme="${theme}"]`).waitFor({ timeout: 10_000 });
      await page.screenshot({ path: path.join(tour.folder, language, `${name}-${viewport.width}-${theme}.png`) });
    }
  } finally {
    await page.close();
  }
}

/**
 * As tall as the page: what is fixed at the bottom of the screen then stands at its end, not in its middle. Twice, since
 * what is only drawn when it is seen makes the page taller.
 */
async function fitHeight(page, { width, height: least }) {
  for (let round = 0; round < 2; round += 1) {
    const wanted = await page.evaluate(() => document.documentElement.scrollHeight);
    const height = Math.max(wanted, least);
    await page.setViewportSize({ width, height });
    await page.waitForFunction((now) => innerHeight >= now, height, { timeout: 10_000 });
    // Drawn in its new size, or the picture repeats its head.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await page.waitForTimeout(100);
  }
}

async function isFull(page, opening) {
  const answer = await opening;
  if (answer.status() >= 500) throw new Error(`${page.url()} answered ${answer.status()}`);
  await page.waitForLoadState('load');
  await page.locator('main').first().waitFor();
  // What a page asks for by itself, such as an estimate, begins a moment after it is there.
  for (const ms of [0, 500]) {
    await page.waitForTimeout(ms);
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached', timeout: 15_000 });
  }
  // As when the machine is too busy to answer in time.
  if ((await page.locator('main [role="alert"] h2').count()) > 0) throw new Error('it shows an error');
}

async function isWaiting(page, opening) {
  await opening;
  await page.locator('[aria-busy="true"]').first().waitFor({ timeout: 10_000 });
}

async function isBroken(page, opening) {
  await opening;
  await page.locator('main [role="alert"]').first().waitFor({ timeout: 10_000 });
}

/** The browser of one person in one look, kept for all of their pages; the theme follows the system, as on a first visit. */
function contextOf(tour, { look, who }) {
  const key = `${look.language} ${look.viewport.width} ${who}`;
  if (!tour.contexts.has(key)) tour.contexts.set(key, openContext(tour, { look, who }));
  return tour.contexts.get(key);
}

async function openContext({ browser, url, seeded, folder }, { look, who }) {
  const { viewport, language } = look;
  mkdirSync(path.join(folder, language), { recursive: true });
  const context = await browser.newContext({
    viewport,
    colorScheme: themes[0],
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    ...(viewport.width < 768 ? { hasTouch: true, isMobile: true } : {}),
  });
  await context.addCookies([...cookiesOf(seeded, { who, url }), { name: 'modelmint_language', value: language, url }]);
  return context;
}

/** Does `work` for each item, so many at once. */
async function inParallel(atOnce, items, work) {
  const left = items.values();
  const takeNext = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, takeNext));
}
