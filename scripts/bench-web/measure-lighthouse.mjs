import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import lighthouse, { desktopConfig } from 'lighthouse';
import { freePort } from '../services/free-port.mjs';
import { quantile } from './verdict.mjs';

const publicPages = [
  '/',
  '/pricing',
  '/docs/quick-start',
  '/docs/api',
  '/status',
  '/terms',
  '/privacy',
  '/sign-in',
  '/sign-up',
];
/** Pages that search engines are asked to leave alone: who signs in has an address already. */
const unlisted = ['/sign-in', '/sign-up'];
const rounds = 3;
const remedy = 'install one, such as the package chromium of Debian, or set CHROMIUM_PATH';

/** Lighthouse's desktop setting on every public page: the median of three runs of each category, LCP and CLS. */
export async function* measureLighthouse({ platform, chromium, stateFolder, say }) {
  const port = await freePort({ from: 9_300 });
  const browser = startChromium({ chromium, port, stateFolder });
  try {
    await awaitBrowser(port);
    for (const where of publicPages) {
      const runs = [];
      for (let round = 0; round < rounds; round += 1) {
        const { lhr } = await lighthouse(`${platform.url}${where}`, { port, logLevel: 'error' }, desktopConfig);
        if (lhr.runtimeError)
          throw new Error(`${lhr.runtimeError.message} (${where}). The Chromium of npm cannot trace: ${remedy}`);
        runs.push(lhr);
      }
      tellFaults(runs.at(-1), say);
      yield* figuresOf(where, runs);
    }
  } finally {
    browser.kill();
  }
}

function* figuresOf(where, runs) {
  const median = (read) => quantile(runs.map(read), 0.5);
  for (const category of ['performance', 'accessibility', 'best-practices', 'seo']) {
    if (category === 'seo' && unlisted.includes(where)) continue;
    const value = Math.round(median((run) => run.categories[category].score) * 100);
    yield { part: 'lighthouse', what: `${where} ${category}`, value, least: 95 };
  }
  const seconds = median((run) => run.audits['largest-contentful-paint'].numericValue) / 1_000;
  yield { part: 'lighthouse', what: `${where} LCP`, value: seconds, unit: 's', most: 1.5 };
  const shift = median((run) => run.audits['cumulative-layout-shift'].numericValue);
  yield { part: 'lighthouse', what: `${where} CLS`, value: shift, most: 0.02 };
}

/** What costs a page its points, by name. */
function tellFaults({ audits, categories }, say) {
  for (const category of Object.values(categories)) {
    if (category.score === null || category.score >= 0.95) continue;
    const refs = category.auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id].score ?? 1) < 0.9);
    for (const { id } of refs) say(`    ${category.id}: ${audits[id].title} (${audits[id].displayValue ?? id})`);
  }
}

function startChromium({ chromium, port, stateFolder }) {
  const profile = mkdtempSync(path.join(stateFolder, 'lighthouse-'));
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-dev-shm-usage'];
  const args = [...(chromium.args ?? []), ...flags, `--remote-debugging-port=${port}`, `--user-data-dir=${profile}`];
  return spawn(chromium.executablePath, [...args, 'about:blank'], { env: chromium.env, stdio: 'ignore' });
}

async function awaitBrowser(port) {
  for (let tries = 0; ; tries += 1) {
    const isUp = await fetch(`http://127.0.0.1:${port}/json/version`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    if (tries === 100) throw new Error('Chromium did not open its debugging port in 20 s');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
