import { z } from 'zod';

export const manifestFilesMax = 100;
/** A plain name: it becomes a path on this machine. */
export const manifestFileName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** What a stored folder holds. Written last: a folder without it is not whole. */
export const FolderManifest = z.object({
  files: z
    .array(
      z.object({
        name: z.string().regex(manifestFileName),
        sizeBytes: z.number().int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1)
    .max(manifestFilesMax),
});
export type FolderManifest = z.infer<typeof FolderManifest>;

export const manifestName = 'manifest.json';
/** No manifest of 100 names comes near it. */
export const manifestBytesMax = 64 * 1024;
