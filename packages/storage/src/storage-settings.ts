import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import type { ServiceVariables } from '@modelmint/domain/service-settings';
import type { S3Settings } from './s3-storage.ts';

export interface FolderSettings {
  /** Made when it is missing. */
  folder: string;
}

export type StorageSettings = FolderSettings | S3Settings;

type StorageVariable =
  | 'STORAGE_FOLDER'
  | 'S3_ENDPOINT'
  | 'S3_BUCKET'
  | 'S3_REGION'
  | 'S3_ACCESS_KEY_ID'
  | 'S3_SECRET_ACCESS_KEY'
  | 'S3_FORCE_PATH_STYLE';

/** The bucket where one is named, else the folder. Half a bucket is refused, so that nothing lands in the wrong store. */
export function readStorageSettings(seen: Pick<ServiceVariables, StorageVariable>): StorageSettings {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket } = seen;
  if (endpoint === undefined && bucket === undefined) {
    if (seen.STORAGE_FOLDER !== undefined) return { folder: path.resolve(seen.STORAGE_FOLDER) };
    throw new AppError('internal_error', 'Set STORAGE_FOLDER, or S3_ENDPOINT and S3_BUCKET.');
  }
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = seen;
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey)
    throw new AppError(
      'internal_error',
      'S3 needs S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY together.',
    );
  const forcePathStyle = seen.S3_FORCE_PATH_STYLE === 'true' || seen.S3_FORCE_PATH_STYLE === '1';
  return { endpoint, bucket, region: seen.S3_REGION, accessKeyId, secretAccessKey, forcePathStyle };
}
