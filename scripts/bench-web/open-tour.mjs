import { chromium as playwright } from 'playwright-core';
import { cookiesOf } from '../page-tour/page-list.mjs';

/** A Chromium with a browser context for each person of the page tour. */
export async function openTour({ platform, seeded, chromium }) {
  const browser = await playwright.launch(chromium);
  const contexts = new Map();
  const openContext = async (who) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies(cookiesOf(seeded, { who, url: platform.url }));
    return context;
  };
  return {
    /** `isFresh`: with an empty cache; its context is the caller's to close. */
    openPage: async (who, { isFresh = false } = {}) => {
      if (isFresh) return (await openContext(who)).newPage();
      if (!contexts.has(who)) contexts.set(who, await openContext(who));
      return contexts.get(who).newPage();
    },
    close: () => browser.close(),
  };
}
