import { expect, it } from 'vitest';
import { uploadFingerprint } from './upload-fingerprint.ts';

const file = { name: 'tiny.zip', size: 1_000, lastModified: 77 };

it('tells files, projects and purposes apart', () => {
  const all = [
    uploadFingerprint('proj_1', file),
    uploadFingerprint('proj_1', file, 'base-model'),
    uploadFingerprint('proj_2', file),
    uploadFingerprint('proj_1', { ...file, lastModified: 78 }),
  ];
  expect(new Set(all).size).toBe(all.length);
  expect(uploadFingerprint('proj_1', file, 'fine-tune')).toBe(all[0]);
  // Keys are searched for it.
  expect(all[1]).not.toContain(all[0]);
});
