import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { answerMiniS3, type MiniS3Answer } from './mini-s3-answer.ts';
import { MiniS3Bucket } from './mini-s3-bucket.ts';
import { MiniS3Fault } from './mini-s3-fault.ts';
import { checkSignature, type MiniS3Credentials } from './mini-s3-signature.ts';
import { escapeXml } from './mini-s3-xml.ts';

export interface MiniS3Settings extends MiniS3Credentials {
  bucket: string;
  /** Keys in one page of a list. Default 1,000, as S3. */
  pageLength?: number;
}

export interface MiniS3 {
  endpoint: string;
  bucket: MiniS3Bucket;
  /** Method and URL of all requests so far. */
  requests: string[];
  /** Asked before each request: a fault is answered in its place. Null ends it. */
  setFault(fault: ((request: { method: string; url: string }) => MiniS3Fault | undefined) | null): void;
  close(): Promise<void>;
}

/** A small S3 over real HTTP on the loopback, path style only: one bucket, in memory, with checked signatures. */
export async function startMiniS3(settings: MiniS3Settings): Promise<MiniS3> {
  const bucket = new MiniS3Bucket();
  const requests: string[] = [];
  let findFault: Parameters<MiniS3['setFault']>[0] = null;
  const answer = async (request: IncomingMessage): Promise<MiniS3Answer> => {
    const { method = '', url = '' } = request;
    requests.push(`${method} ${url}`);
    checkSignature(request, settings);
    const fault = findFault?.({ method, url });
    if (fault) throw fault;
    return answerMiniS3(request, bucket, { name: settings.bucket, pageLength: settings.pageLength ?? 1_000 });
  };
  const server = createServer((request, response) => {
    answer(request)
      .catch(faultAnswer)
      .then((ready) => send(request, response, ready))
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('mini-s3 has no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    bucket,
    requests,
    setFault: (fault) => {
      findFault = fault;
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function faultAnswer(error: unknown): MiniS3Answer {
  const { status, code } = error instanceof MiniS3Fault ? error : { status: 500, code: 'InternalError' };
  return {
    status,
    xml: `<Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(String(error))}</Message></Error>`,
  };
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, xml, bytes }: MiniS3Answer): void {
  // An unread body would be taken for the next request on this connection.
  request.resume();
  const body = xml === undefined ? bytes : Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
  response.writeHead(status, {
    ...(xml === undefined ? {} : { 'content-type': 'application/xml' }),
    ...(status === 204 ? {} : { 'content-length': body?.byteLength ?? 0 }),
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
