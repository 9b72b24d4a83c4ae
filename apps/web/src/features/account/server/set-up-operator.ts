import { createOperator } from '@modelmint/db/system/create-operator';
import { AppError } from '@modelmint/domain/errors';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { checkPassword } from './check-password.ts';
import { hashPassword } from './hash-password.ts';
import { limitAddress } from './limit-attempts.ts';
import { parseEmail } from './parse-email.ts';
import { hashToken } from './session-cookie.ts';
import { SignUpInput } from './sign-up.ts';

export const OperatorInput = SignUpInput.extend({ token: z.string().min(1).max(200) });
export type OperatorInput = z.infer<typeof OperatorInput>;

/** The first account, by the link that the installation printed: whoever can read its output runs it. */
export async function setUpOperator(deps: Deps, address: string, input: OperatorInput): Promise<void> {
  const email = parseEmail(input.email);
  checkPassword(input.password, [email, input.name, input.organizationName]);
  await limitAddress(deps, address);
  const result = await createOperator(deps.db, {
    tokenHash: hashToken(input.token),
    account: {
      email,
      name: input.name,
      organizationName: input.organizationName,
      passwordHash: await hashPassword(input.password),
      emailVerified: new Date(),
      isOperator: true,
    },
  });
  if (result.outcome === 'link-dead')
    throw new AppError(
      'invalid_value',
      'This link was used before or is older than one hour. Start Modelmint again to get a new one.',
      { param: 'token' },
    );
  if (result.outcome === 'email-taken')
    throw new AppError('conflict', 'This address has an account already. Use another one for the operator.', {
      param: 'email',
    });
  deps.log.info({ userId: result.account.userId }, 'operator set up');
}
