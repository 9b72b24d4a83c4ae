import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { loadProblemTranslator } from '../../../i18n/use-problem-translator.ts';
import { ApiProblem } from '../../../ui/api-problem.ts';
import { callApi } from '../../../ui/call-api.ts';

/** `message` is in problems.json. */
async function refuse(message: string): Promise<ApiProblem> {
  const translate = await loadProblemTranslator();
  return new ApiProblem(translate(message), { code: 'passkey', param: null, requestId: null, status: 0 });
}

/** What browsers throw, said so that one can mend it. */
async function problemOf(error: unknown): Promise<unknown> {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'AbortError')
    // i18n-ignore
    return refuse('The browser got no passkey: the question was closed, or took too long. Try again.');
  // i18n-ignore
  if (name === 'InvalidStateError') return refuse('This device has a passkey of your account already.');
  if (name === 'SecurityError')
    // i18n-ignore
    return refuse('The browser takes passkeys on the public https address of this site only.');
  return error;
}

/** Loaded on demand: most people never come here. */
async function ceremonies() {
  const found = await import('@simplewebauthn/browser');
  if (!found.browserSupportsWebAuthn())
    // i18n-ignore
    throw await refuse('This browser knows no passkeys. Use a newer one, or a password.');
  return found;
}

/** Lets the person pick one of their passkeys; the answer goes to the server as it is. */
export async function answerWithPasskey(): Promise<unknown> {
  const { startAuthentication } = await ceremonies();
  const { options } = await callApi<{ options: PublicKeyCredentialRequestOptionsJSON }>(
    '/api/account/passkey-question',
    { method: 'POST' },
  );
  try {
    return await startAuthentication({ optionsJSON: options });
  } catch (error) {
    throw await problemOf(error);
  }
}

/** Lets the browser make a passkey, under the name that the person gave it. */
export async function makePasskey(name: string): Promise<void> {
  const { startRegistration } = await ceremonies();
  const { options } = await callApi<{ options: PublicKeyCredentialCreationOptionsJSON }>(
    '/api/account/passkeys/question',
    { method: 'POST' },
  );
  const answer = await startRegistration({ optionsJSON: options }).catch(async (error: unknown) => {
    throw await problemOf(error);
  });
  await callApi('/api/account/passkeys', { body: { name, answer } });
}
