import { defaultOptions, Upload } from 'tus-js-client';

/** What an earlier page has sent of a file. */
export interface UnfinishedUpload {
  fileName: string;
  sizeBytes: number;
  sentBytes: number;
  url: string;
  /** Key in the browser's storage. */
  key: string;
}

/** Uploads of data of the project that stopped half-way, as the server knows them; forgets those that it no longer has. */
export async function findUnfinishedUploads(projectId: string): Promise<UnfinishedUpload[]> {
  const all = await defaultOptions.urlStorage.findAllUploads();
  // An archive to be imported and rows to be answered go on where they were begun.
  const ours = all.filter(
    ({ metadata, uploadUrl }) =>
      metadata.projectId === projectId && uploadUrl !== null && (metadata.purpose ?? 'fine-tune') === 'fine-tune',
  );
  const found = await Promise.all(
    ours.map(async ({ metadata, size, uploadUrl, urlStorageKey }) => {
      const url = uploadUrl ?? '';
      const sentBytes = await readOffset(url);
      if (sentBytes === 'gone') {
        await defaultOptions.urlStorage.removeUpload(urlStorageKey);
        return [];
      }
      return [{ fileName: metadata.filename ?? 'file', sizeBytes: size ?? 0, sentBytes, url, key: urlStorageKey }];
    }),
  );
  return found.flat();
}

async function readOffset(url: string): Promise<number | 'gone'> {
  const response = await fetch(url, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } });
  if (response.ok) return Number(response.headers.get('upload-offset') ?? 0);
  // Anything but a clear answer may pass, so it is not forgotten then.
  return [403, 404, 410].includes(response.status) ? 'gone' : 0;
}

/** Has the server and the browser forget it. */
export async function discardUpload({ url, key }: UnfinishedUpload): Promise<void> {
  await defaultOptions.urlStorage.removeUpload(key);
  await Upload.terminate(url);
}
