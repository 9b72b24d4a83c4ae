import { addPasskey, listPasskeys } from '@modelmint/db/system/passkeys';
import { createChallenge, takeChallenge } from '@modelmint/db/system/sign-in-challenge';
import { AppError } from '@modelmint/domain/errors';
import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { currentBrand } from '../../../i18n/current-brand.ts';
import { requireRecentSignIn } from '../../organization/server/principal.ts';
import type { AccountActor } from './account-actor.ts';
import { type Ceremony, ceremonyMinutes } from './check-passkey.ts';
import { passkeySite } from './passkey-site.ts';
import { sendNotice } from './send-notice.ts';
import { hashToken, makeToken } from './session-cookie.ts';
import { ShownName } from './sign-up.ts';

const passkeysMax = 20;
const Text = z.string().max(50_000);

export const NewPasskey = z.strictObject({
  name: ShownName,
  answer: z.object({
    id: z.string().min(1).max(2_000),
    rawId: z.string().min(1).max(2_000),
    type: z.literal('public-key'),
    response: z.object({
      clientDataJSON: Text,
      attestationObject: Text,
      transports: z
        .array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']))
        .max(10)
        .default([]),
    }),
    clientExtensionResults: z.record(z.string(), z.unknown()).transform(() => ({})),
    authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  }),
});
export type NewPasskey = z.infer<typeof NewPasskey>;

/** The question to a browser that shall make a passkey. */
export async function askForNewPasskey(
  deps: Deps,
  actor: AccountActor,
): Promise<Ceremony<PublicKeyCredentialCreationOptionsJSON>> {
  requireRecentSignIn(actor);
  const { user } = actor;
  const known = await listPasskeys(deps.db, user.id);
  if (known.length >= passkeysMax)
    throw new AppError('invalid_state', `You have ${passkeysMax} passkeys. Remove one that you no longer use first.`);
  const options = await generateRegistrationOptions({
    rpName: currentBrand().name,
    rpID: passkeySite(deps.env.publicUrl).rpID,
    userName: user.email,
    userDisplayName: user.name,
    userID: new Uint8Array(Buffer.from(user.id)),
    excludeCredentials: known.map(({ credentialId: id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const token = makeToken();
  await createChallenge(deps.db, {
    tokenHash: hashToken(token),
    kind: 'passkey_add',
    userId: user.id,
    data: { challenge: options.challenge },
    expiresAt: new Date(Date.now() + ceremonyMinutes * 60_000),
  });
  return { options, token };
}

const refused = (cause?: unknown) =>
  new AppError('invalid_value', 'The passkey could not be added: the answer does not fit the question. Try again.', {
    param: 'answer',
    ...(cause === undefined ? {} : { cause }),
  });

const Data = z.object({ challenge: z.string() });

/** Keeps the passkey that the browser made. Throws `invalid_value`, or `conflict` for one that is known. */
export async function addOwnPasskey(
  deps: Deps,
  actor: AccountActor,
  { input, challenge }: { input: NewPasskey; challenge: string | null },
): Promise<void> {
  requireRecentSignIn(actor);
  const { user, from, language } = actor;
  const asked =
    challenge === null ? null : await takeChallenge(deps.db, { tokenHash: hashToken(challenge), kind: 'passkey_add' });
  if (asked?.userId !== user.id) throw refused();
  const { rpID, origin } = passkeySite(deps.env.publicUrl);
  const { authenticatorAttachment, ...answer } = input.answer;
  const verified = await verifyRegistrationResponse({
    response: { ...answer, ...(authenticatorAttachment === undefined ? {} : { authenticatorAttachment }) },
    expectedChallenge: Data.parse(asked.data).challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
  }).catch((error: unknown) => {
    throw refused(error);
  });
  if (!verified.verified) throw refused();
  const { credential, credentialBackedUp: isBackedUp } = verified.registrationInfo;
  const isNew = await addPasskey(deps.db, {
    userId: user.id,
    credentialId: credential.id,
    publicKey: new Uint8Array(credential.publicKey),
    counter: credential.counter,
    transports: answer.response.transports,
    name: input.name,
    isBackedUp,
    from,
  });
  if (!isNew) throw new AppError('conflict', 'This passkey is known already.');
  sendNotice(deps, { email: user.email, language, notice: 'passkey-added' });
}
