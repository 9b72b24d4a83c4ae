import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { uploadFingerprint } from './upload-fingerprint.ts';
import { whyNotTheSame } from './why-not-the-same.ts';

const file = { name: 'tickets.csv', size: 1_000, lastModified: 5 };
const upload = { fileName: 'tickets.csv', sizeBytes: 1_000, key: `tus::${uploadFingerprint('proj_1', file)}::77` };

test.each([
  [file, null],
  [{ ...file, name: 'other.csv' }, /^That is other\.csv with/],
  [{ ...file, size: 999 }, /Choose tickets\.csv with/],
  [{ ...file, lastModified: 6 }, /was changed after its upload began/],
])('%o', (chosen, reason) => {
  const found = whyNotTheSame({ projectId: 'proj_1', upload, file: chosen }, english('file'));
  if (reason === null) expect(found).toBeNull();
  else expect(found).toMatch(reason);
});
