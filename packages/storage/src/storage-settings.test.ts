import { expect, test } from 'vitest';
import { readStorageSettings } from './storage-settings.ts';

const bucket = {
  S3_ENDPOINT: 'http://s3',
  S3_BUCKET: 'models',
  S3_ACCESS_KEY_ID: 'a',
  S3_SECRET_ACCESS_KEY: 's',
};
const nothing = {
  STORAGE_FOLDER: undefined,
  S3_ENDPOINT: undefined,
  S3_BUCKET: undefined,
  S3_REGION: 'us-east-1',
  S3_ACCESS_KEY_ID: undefined,
  S3_SECRET_ACCESS_KEY: undefined,
  S3_FORCE_PATH_STYLE: 'true',
} as const;

test('takes the folder, as a whole path, or the bucket before it', () => {
  expect(readStorageSettings({ ...nothing, STORAGE_FOLDER: '/state/../files' })).toEqual({ folder: '/files' });
  const both = readStorageSettings({ ...nothing, ...bucket, STORAGE_FOLDER: '/files' });
  expect(both).toMatchObject({ endpoint: 'http://s3', bucket: 'models', region: 'us-east-1' });
});

test.each([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
] as const)('reads S3_FORCE_PATH_STYLE=%s as %s', (given, wanted) => {
  const settings = readStorageSettings({ ...nothing, ...bucket, S3_FORCE_PATH_STYLE: given });
  expect(settings).toMatchObject({ forcePathStyle: wanted });
});

test('refuses nothing at all, and half a bucket even beside a folder', () => {
  expect(() => readStorageSettings(nothing)).toThrow(/Set STORAGE_FOLDER/);
  for (const name of Object.keys(bucket))
    expect(() => readStorageSettings({ ...nothing, ...bucket, STORAGE_FOLDER: '/f', [name]: undefined })).toThrow(
      /S3 needs S3_ENDPOINT/,
    );
});
