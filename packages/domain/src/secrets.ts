import { z } from 'zod';
import { AppError } from './errors.ts';

const secret = z.string().min(32);

/** What is in secrets.json. */
export const Secrets = z.object({
  authSecret: secret,
  apiKeyPepper: secret,
  internalToken: secret,
  operatorToken: secret,
});
export type Secrets = z.infer<typeof Secrets>;

/** Takes the path of a secrets.json, which `readFile` reads, or its text. */
export function readSecrets(pathOrJson: string, readFile: (path: string) => string): Secrets {
  try {
    const text = pathOrJson.trimStart().startsWith('{') ? pathOrJson : readFile(pathOrJson);
    return Secrets.parse(JSON.parse(text));
  } catch (error) {
    // Never the cause: JSON.parse quotes what it reads.
    const reason =
      error instanceof z.ZodError ? error.issues.map((issue) => issue.path.join('.')).join(', ') : 'unreadable';
    throw new AppError('internal_error', `MODELMINT_SECRETS is not a usable secrets.json (${reason}).`);
  }
}
