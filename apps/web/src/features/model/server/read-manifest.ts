import { AppError } from '@modelmint/domain/errors';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';

const Manifest = z.object({
  files: z.array(
    z.object({
      name: z.string().regex(/^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)*$/),
      sizeBytes: z.number().int().nonnegative(),
      sha256: z.string(),
    }),
  ),
});
export type ManifestFile = z.infer<typeof Manifest>['files'][number];

/** What lies in the folder of a model, as the worker that stored it has listed it. */
export async function readManifest(deps: Deps, prefix: string): Promise<ManifestFile[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of await deps.storage.get(`${prefix}/manifest.json`)) chunks.push(chunk as Buffer);
  const parsed = Manifest.safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  if (parsed.success) return parsed.data.files;
  throw new AppError('internal_error', `The manifest of ${prefix} cannot be read: ${parsed.error.message}`);
}
