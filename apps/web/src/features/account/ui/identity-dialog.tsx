'use client';

import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
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
  const t = useTranslations('shell');
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
      title={t('identity.title')}
      foot={
        <>
          <Button onClick={() => onClose(false)}>{t('identity.cancel')}</Button>
          {hasPasskey && (
            <Button isBusy={passkey.isBusy} onClick={() => passkey.run()}>
              {t('identity.passkey')}
            </Button>
          )}
          {canType ? (
            <Button variant="primary" type="submit" form="confirm-identity" isBusy={form.isBusy}>
              {t('identity.confirm')}
            </Button>
          ) : (
            <LinkButton variant="primary" href={`/sign-in?again=1&next=${encodeURIComponent(path)}`}>
              {t('identity.signInAgain')}
            </LinkButton>
          )}
        </>
      }
    >
      <p className="text-pretty text-fg-2">{canType || hasPasskey ? t('identity.why') : t('identity.noFactor')}</p>
      {canType && (
        <form id="confirm-identity" onSubmit={form.submit} className="grid gap-4" noValidate>
          {hasPassword ? (
            <Field label={t('identity.password')} error={form.errorOf('password')}>
              <PasswordInput
                {...form.register('password', { required: t('identity.writePassword') })}
                autoComplete="current-password"
              />
            </Field>
          ) : (
            <Field label={t('identity.code')} error={form.errorOf('code')}>
              <Input
                {...form.register('code', { required: t('identity.writeCode') })}
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
