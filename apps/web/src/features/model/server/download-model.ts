import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { FoundTunedModel } from '@modelmint/db/model/look-up-tuned';
import { withOrg } from '@modelmint/db/with-org';
import { type Pack, pack } from 'tar-stream';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { findTunedModel } from './find-tuned-model.ts';
import { needMergedFiles } from './merged-files.ts';
import { type ManifestFile, readManifest } from './read-manifest.ts';
import { needTfjsFiles } from './tfjs-files.ts';

export interface ModelDownload {
  fileName: string;
  /** A .tar.gz; fails at its end when a stored file does not have its sum. */
  body: Readable;
}

/** Instead of the model's own files: `tfjs`, what a browser loads with TensorFlow.js; `merged`, an adapter worked into its base. */
export const DownloadQuery = z.object({ format: z.enum(['tfjs', 'merged']).optional() });
export type DownloadQuery = z.infer<typeof DownloadQuery>;

/** The whole model in one archive: weights, vocabulary, configuration and model card. */
export async function downloadModel(
  deps: Deps,
  principal: Principal,
  { idOrName, format }: DownloadQuery & { idOrName: string },
): Promise<ModelDownload> {
  requirePermission(principal, 'project.read');
  const { model } = await findTunedModel(deps, principal, idOrName);
  const prefix = await prefixOf(deps, principal, { model, format });
  const files = await readManifest(deps, prefix);
  await withOrg(deps.db, principal.organizationId, (tx) =>
    recordAct(tx, principal, {
      action: 'model.download',
      target: { kind: 'model', id: model.id, name: model.name },
      details: { format: format ?? 'safetensors' },
    }),
  );
  const folder = `${model.name.replace(/[^A-Za-z0-9._-]+/g, '-')}${format === undefined ? '' : `-${format}`}`;
  const archive = pack();
  const body = new PassThrough();
  const sent = pipeline(archive, createGzip({ level: 6 }), body);
  sent.catch((error: unknown) => body.destroy(error instanceof Error ? error : new Error(String(error))));
  fill(deps, archive, { prefix, folder, files, createdAt: model.createdAt }).catch((error: Error) =>
    archive.destroy(error),
  );
  return { fileName: `${folder}.tar.gz`, body };
}

function prefixOf(
  deps: Deps,
  principal: Principal,
  { model, format }: { model: FoundTunedModel['model']; format: DownloadQuery['format'] },
): Promise<string> | string {
  switch (format) {
    case 'tfjs':
      return needTfjsFiles(deps, model);
    case 'merged':
      return needMergedFiles(deps, principal, model);
    default:
      return model.storagePrefix;
  }
}

interface Content {
  prefix: string;
  folder: string;
  files: ManifestFile[];
  createdAt: Date;
}

async function fill(deps: Deps, archive: Pack, { prefix, folder, files, createdAt }: Content): Promise<void> {
  for (const { name, sizeBytes: size, sha256 } of files) {
    const entry = archive.entry({ name: `${folder}/${name}`, size, mtime: createdAt, mode: 0o644 });
    await pipeline(await deps.storage.get(`${prefix}/${name}`, { sha256 }), entry);
  }
  archive.finalize();
}
