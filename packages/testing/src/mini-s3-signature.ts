import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { MiniS3Fault } from './mini-s3-fault.ts';

export interface MiniS3Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

const formPattern =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/((\d{8})\/([^/]+)\/s3\/aws4_request), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/**
 * Refuses a request that was not signed with our secret.
 * Source: AWS Signature Version 4, as S3 has it (the path is encoded once).
 */
export function checkSignature(request: IncomingMessage, { accessKeyId, secretAccessKey }: MiniS3Credentials): void {
  const match = formPattern.exec(request.headers.authorization ?? '');
  if (match === null) throw new MiniS3Fault(403, 'AccessDenied');
  const [, keyId, scope = '', day = '', region = '', signedHeaders = '', signature = ''] = match;
  if (keyId !== accessKeyId) throw new MiniS3Fault(403, 'InvalidAccessKeyId');
  const hash = createHash('sha256').update(canonicalForm(request, signedHeaders)).digest('hex');
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, hash].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${secretAccessKey}`,
  );
  const wanted = createHmac('sha256', key).update(text).digest();
  if (!timingSafeEqual(wanted, Buffer.from(signature, 'hex'))) throw new MiniS3Fault(403, 'SignatureDoesNotMatch');
}

function canonicalForm(request: IncomingMessage, signedHeaders: string): string {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const pairs = query
    .split('&')
    .filter(Boolean)
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
    .sort();
  const headers = signedHeaders
    .split(';')
    .map((name) => `${name}:${String(request.headers[name]).trim().replaceAll(/ +/g, ' ')}\n`);
  return [
    request.method,
    path,
    pairs.join('&'),
    headers.join(''),
    signedHeaders,
    request.headers['x-amz-content-sha256'],
  ].join('\n');
}
