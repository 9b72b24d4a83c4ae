import { gzipSync } from 'node:zlib';
import { pageList } from '../page-tour/page-list.mjs';
import { openTour } from './open-tour.mjs';

const kilobytesMost = 170;

/** Every page's own JavaScript as gzip sends it, in kB of 1,000 bytes: what a first visit loads until nothing moves. */
export async function* measureScripts(world) {
  const tour = await openTour(world);
  try {
    for (const { name, path, who } of pageList(world.seeded)) {
      const page = await tour.openPage(who, { isFresh: true });
      const sizes = new Map();
      const reads = [];
      let isOver = false;
      // What belongs to the pages behind the links of this one comes ahead of them, and is theirs.
      await page.route(/[?&]_rsc=/, (route) => route.abort());
      page.on('response', (answer) => {
        if (answer.request().resourceType() !== 'script') return;
        // What comes after the page has come to rest is no part of its first visit.
        if (!isOver) reads.push(answer.body().then((body) => sizes.set(answer.url(), gzipSync(body).length)));
      });
      await page.goto(`${world.platform.url}${path}`, { waitUntil: 'load' });
      await page.waitForTimeout(500);
      isOver = true;
      await Promise.all(reads);
      await page.context().close();
      const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
      yield { part: 'scripts', what: name, value: bytes / 1_000, unit: 'kB gz', most: kilobytesMost };
    }
  } finally {
    await tour.close();
  }
}
