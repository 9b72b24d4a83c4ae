import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const viewports = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const themes = ['light', 'dark'] as const;

/** Looks at one loaded page in every size and theme; the theme follows the system as on a first visit. */
export async function judgePage(page: Page, name: string): Promise<string[]> {
  const problems: string[] = [];
  const before = page.viewportSize();
  for (const viewport of viewports) {
    await page.setViewportSize(viewport);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      const where = `${name} at ${viewport.width}, ${theme}`;
      // Every rule in light; of the same page in dark only colours can differ. No page has a frame of another origin,
      // so none needs a second page to sum up in ("legacy"), and nobody reads what passed.
      const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
      const { violations } = await (theme === 'light' ? axe : axe.withRules(['color-contrast'])).analyze();
      for (const { id, nodes } of violations)
        problems.push(`${where}: ${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) problems.push(`${name} is ${overflow} px wider than a screen of ${viewport.width}`);
  }
  // A journey goes on as it was.
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  if (before !== null) await page.setViewportSize(before);
  return problems;
}
