import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export interface Look {
  viewport: { width: number; height: number };
  theme: 'light' | 'dark';
}

/** Every width and every theme once: what is wrong in one of them alone shows in one of the two. */
export const wide: Look = { viewport: { width: 1440, height: 900 }, theme: 'light' };
export const narrow: Look = { viewport: { width: 390, height: 844 }, theme: 'dark' };

/** Looks at one loaded page wide and light, then narrow and dark; the theme follows the system as on a first visit. */
export async function judgePage(page: Page, name: string): Promise<string[]> {
  const before = page.viewportSize();
  const problems: string[] = [];
  for (const look of [wide, narrow]) {
    await page.setViewportSize(look.viewport);
    await page.emulateMedia({ colorScheme: look.theme, reducedMotion: 'reduce' });
    problems.push(...(await judgeLook(page, name, look)), ...(await judgeWidth(page, name)));
  }
  // A journey goes on as it was.
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  if (before !== null) await page.setViewportSize(before);
  return problems;
}

/** All of axe's rules on a page that has this look. */
export async function judgeLook(page: Page, name: string, { viewport, theme }: Look): Promise<string[]> {
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
  // No page has a frame of another origin, so none needs a second page to sum up in ("legacy"), and nobody reads what passed.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations.map(
    ({ id, nodes }) =>
      `${name} at ${viewport.width}, ${theme}: ${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
  );
}

/** No page is wider than its screen. */
export async function judgeWidth(page: Page, name: string): Promise<string[]> {
  const { overflow, width } = await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - innerWidth,
    width: innerWidth,
  }));
  return overflow > 0 ? [`${name} is ${overflow} px wider than a screen of ${width}`] : [];
}
