'use client';

import { usePathname } from 'next/navigation';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Input } from '../../../ui/input.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { PasswordInput } from '../../../ui/password-input.tsx';
import { useAction } from '../../../ui/use-action.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import type { IdentityFactors } from '../server/confirm-identity.ts';
import { answerWithPasskey } from './passkey-ceremony.ts';

interface IdentityDialogProps {
  factors: IdentityFactors;
  onClose: (isConfirmed: boolean) => void;
}

/** Asks for one of the factors that the person has. */
export function IdentityDialog({ factors, onClose }: IdentityDialogProps) {
  const { hasPassword, hasTwoFactor, hasPasskey } = factors;
  const path = usePathname();
  const canType = hasPassword || hasTwoFactor;
  const form = useApiForm({
    defaultValues: { password: '', code: '' },
    onSubmit: async ({ password, code }) => {
      await callApi('/api/account/confirm-identity', { body: hasPassword ? { password } : { code } });
      onClose(true);
    },
  });
  const passkey = useAction(async () => {
    await callApi('/api/account/confirm-identity', { body: { passkey: await answerWithPasskey() } });
    onClose(true);
  });
  return (
    <Dialog
      isOpen
      onOpenChange={() => onClose(false)}
      title="Confirm that it is you"
      foot={
        <>
          <Button onClick={() => onClose(false)}>Cancel</Button>
          {hasPasskey && (
            <Button isBusy={passkey.isBusy} onClick={() => passkey.run()}>
              Use passkey
            </Button>
          )}
          {canType ? (
            <Button variant="primary" type="submit" form="confirm-identity" isBusy={form.isBusy}>
              Confirm
            </Button>
          ) : (
            <LinkButton variant="primary" href={`/sign-in?again=1&next=${encodeURIComponent(path)}`}>
              Sign in again
            </LinkButton>
          )}
        </>
      }
    >
      <p className="text-pretty text-fg-2">
        {canType || hasPasskey
          ? 'This changes how your account or your organization is protected. After this we do not ask for 10 minutes.'
          : 'This needs a sign-in within the last 10 minutes. Your account has no password, app or passkey to ask for.'}
      </p>
      {canType && (
        <form id="confirm-identity" onSubmit={form.submit} className="grid gap-4" noValidate>
          {hasPassword ? (
            <Field label="Your password" error={form.errorOf('password')}>
              <PasswordInput
                {...form.register('password', { required: 'Write your password.' })}
                autoComplete="current-password"
              />
            </Field>
          ) : (
            <Field label="Code from your app" error={form.errorOf('code')}>
              <Input
                {...form.register('code', { required: 'Write the code.' })}
                inputMode="numeric"
                autoComplete="one-time-code"
              />
            </Field>
          )}
        </form>
      )}
      <FormProblem problem={form.problem ?? passkey.problem} />
    </Dialog>
  );
}
