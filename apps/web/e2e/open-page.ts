import type { Page } from '@playwright/test';

/** Opens a page and waits until it is alive: what is clicked before React has taken over would not be heard. */
export async function openPage(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await awaitAlive(page);
}

/** The same for a page that was reached by a link, a form or a redirect. */
export async function awaitAlive(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const controls = [...document.querySelectorAll('main button, main input')];
    return controls.every((control) => Object.keys(control).some((key) => key.startsWith('__reactProps')));
  });
}

/** Opens a page whose scripts come only once the returned function is called, as on a slow line. */
export async function openWithoutScripts(page: Page, url: string): Promise<() => void> {
  let release: () => void = () => undefined;
  const alive = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/_next/static/**/*.js', async (route) => {
    await alive;
    await route.continue();
  });
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  return release;
}
