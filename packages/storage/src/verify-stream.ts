import { createHash } from 'node:crypto';
import { pipeline, type Readable, Transform } from 'node:stream';
import { AppError } from '@modelmint/domain/errors';

/** The same bytes, failing at their end when they are not the ones that were stored. */
export function verifyStream(source: Readable, key: string, sha256: string): Readable {
  const hash = createHash('sha256');
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      const found = hash.digest('hex');
      if (found === sha256.toLowerCase()) return done();
      done(new AppError('internal_error', `The stored bytes of ${key} are damaged: SHA-256 ${found}, not ${sha256}.`));
    },
  });
  // The reader of `check` sees every error: `pipeline` destroys it with the one of `source`, and the other way round.
  pipeline(source, check, () => undefined);
  return check;
}
