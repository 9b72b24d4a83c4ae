import type { Context } from 'hono';
import type { Deps } from '../../deps.ts';
import type { FileContent } from '../../features/file/server/open-file-content.ts';
import type { ApiEnv } from './api-env.ts';
import { readRange } from './read-range.ts';
import { attachment, sendStream } from './send-stream.ts';

/** The bytes as they were uploaded, or one range of them. Never a type that a browser would show. */
export async function sendFile(deps: Deps, c: Context<ApiEnv>, { file, open }: FileContent): Promise<Response> {
  const size = file.sizeBytes;
  const range = readRange(c.req.header('range'), size);
  if (range === 'invalid') return c.body(null, 416, { 'content-range': `bytes */${size}` });
  const length = range === null ? size : range.end - range.start + 1;
  return sendStream(deps, c, {
    body: await open(range),
    head: {
      status: range === null ? 200 : 206,
      headers: {
        'content-type': 'application/octet-stream',
        'content-length': String(length),
        'content-disposition': attachment(file.name),
        'accept-ranges': 'bytes',
        etag: `"${file.sha256}"`,
        ...(range === null ? {} : { 'content-range': `bytes ${range.start}-${range.end}/${size}` }),
      },
    },
  });
}
