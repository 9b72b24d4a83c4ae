import { buffer } from 'node:stream/consumers';
import { previewKeyOf } from '@modelmint/db/ingest/preview-key';
import { withOrg } from '@modelmint/db/with-org';
import type { Storage } from '@modelmint/storage/storage';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type Example, exampleOf } from './example-of.ts';

export interface SampleImages {
  datasetVersionId: string;
  split: 'train' | 'validation';
  count: number;
}

/** Twice a preview with its name, and more: a whole line lies in it wherever it begins. */
const pieceBytes = 96 * 1024;

/**
 * Images spread over a split, in its order: archives hold one label after another, so the first rows would show one
 * alone. Read as pieces of the previews. None when the data is gone or has no such split.
 */
export async function sampleImages(
  deps: Deps,
  principal: Principal,
  { datasetVersionId, split, count }: SampleImages,
): Promise<Example[]> {
  requirePermission(principal, 'project.read');
  const version = await withOrg(deps.db, principal.organizationId, (tx) =>
    tx.datasetVersion.findFirst({
      where: { id: datasetVersionId, status: 'READY', dataset: { projectId: principal.projectId, deletedAt: null } },
      select: { trainKey: true, validationKey: true },
    }),
  );
  const key = split === 'train' ? version?.trainKey : version?.validationKey;
  if (!key) return [];
  const lines = await sampleLines(deps.storage, previewKeyOf(key), count);
  return lines.map((line) => exampleOf({ task: 'image-classification' }, JSON.parse(line)));
}

/** Whole lines at even distances, each once. Exported for its test. */
export async function sampleLines(storage: Storage, key: string, count: number): Promise<string[]> {
  const { sizeBytes } = (await storage.head(key)) ?? { sizeBytes: 0 };
  if (sizeBytes === 0) return [];
  if (sizeBytes <= count * pieceBytes) return pickEvenly(toLines(await buffer(await storage.get(key))), count);
  const found: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const start = Math.floor((at * sizeBytes) / count);
    const piece = await buffer(await storage.get(key, { range: { start, end: start + pieceBytes - 1 } }));
    // What stands before the first line break is the end of an earlier line, but at the very beginning.
    const [line] = toLines(piece).slice(start === 0 ? 0 : 1);
    if (line !== undefined) found.push(line);
  }
  return [...new Set(found)];
}

/** Those that end within it. */
function toLines(bytes: Buffer): string[] {
  return bytes.toString().split('\n').slice(0, -1);
}

function pickEvenly(lines: readonly string[], count: number): string[] {
  const step = Math.max(1, lines.length / count);
  return lines.filter((_, at) => Math.floor(at / step) > Math.floor((at - 1) / step)).slice(0, count);
}
