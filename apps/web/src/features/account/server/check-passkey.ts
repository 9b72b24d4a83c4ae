import { findPasskey, notePasskeyUse } from '@modelmint/db/system/passkeys';
import { createChallenge, takeChallenge } from '@modelmint/db/system/sign-in-challenge';
import { AppError } from '@modelmint/domain/errors';
import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { passkeySite } from './passkey-site.ts';
import { hashToken, makeToken } from './session-cookie.ts';

/** Of a ceremony, from the first question to the answer. */
export const ceremonyMinutes = 5;

const Text = z.string().max(20_000);

/** What the browser's authenticator signed, in JSON as WebAuthn level 3 has it. */
export const PasskeyAnswer = z.object({
  id: z.string().min(1).max(2_000),
  rawId: z.string().min(1).max(2_000),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: Text,
    authenticatorData: Text,
    signature: Text,
    userHandle: Text.optional(),
  }),
  clientExtensionResults: z.record(z.string(), z.unknown()).transform(() => ({})),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
});
export type PasskeyAnswer = z.infer<typeof PasskeyAnswer>;

export interface Ceremony<Options> {
  options: Options;
  /** For the cookie that binds the answer to this browser. */
  token: string;
}

/** The question to a browser; it offers whichever of its passkeys the person picks. */
export async function askForPasskey(deps: Deps): Promise<Ceremony<PublicKeyCredentialRequestOptionsJSON>> {
  const { rpID } = passkeySite(deps.env.publicUrl);
  const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' });
  const token = makeToken();
  await createChallenge(deps.db, {
    tokenHash: hashToken(token),
    kind: 'passkey_sign_in',
    userId: null,
    data: { challenge: options.challenge },
    expiresAt: new Date(Date.now() + ceremonyMinutes * 60_000),
  });
  return { options, token };
}

const refused = (cause?: unknown) =>
  new AppError(
    'invalid_value',
    'This passkey was not accepted. It may have been removed from the account, or the question was older than 5 minutes. Try again, or sign in another way.',
    { param: 'passkey', ...(cause === undefined ? {} : { cause }) },
  );

const Data = z.object({ challenge: z.string() });

/** Whose passkey answered. Each question is good for one answer. Throws `invalid_value`. */
export async function checkPasskey(
  deps: Deps,
  { answer, challenge }: { answer: PasskeyAnswer; challenge: string | null },
): Promise<{ userId: string }> {
  const asked =
    challenge === null
      ? null
      : await takeChallenge(deps.db, { tokenHash: hashToken(challenge), kind: 'passkey_sign_in' });
  const passkey = await findPasskey(deps.db, answer.id);
  if (asked === null || passkey === null) throw refused();
  const { rpID, origin } = passkeySite(deps.env.publicUrl);
  const { authenticatorAttachment, response, ...rest } = answer;
  const { userHandle, ...signed } = response;
  const { transports } = passkey;
  const verified = await verifyAuthenticationResponse({
    response: {
      ...rest,
      response: { ...signed, ...(userHandle === undefined ? {} : { userHandle }) },
      ...(authenticatorAttachment === undefined ? {} : { authenticatorAttachment }),
    },
    expectedChallenge: Data.parse(asked.data).challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
    credential: { id: passkey.credentialId, publicKey: passkey.publicKey, counter: passkey.counter, transports },
  }).catch((error: unknown) => {
    throw refused(error);
  });
  if (!verified.verified) throw refused();
  const { newCounter } = verified.authenticationInfo;
  if (!(await notePasskeyUse(deps.db, { id: passkey.id, counter: newCounter, was: passkey.counter }))) throw refused();
  return { userId: passkey.userId };
}
