'use client';

import { useTranslations } from 'next-intl';
import { callApi } from '../../../ui/call-api.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import type { TwoFactorSetup } from '../server/set-up-two-factor.ts';

interface TwoFactorDialogProps {
  setup: TwoFactorSetup;
  /** The recovery codes are shown in its place. */
  isDone: boolean;
  onMade: (recoveryCodes: string[]) => void;
  onClose: () => void;
}

/** Shows the secret, and takes the first code as the proof that the app has it. */
export function TwoFactorDialog({ setup, isDone, onMade, onClose }: TwoFactorDialogProps) {
  const t = useTranslations('account');
  const form = useApiForm({
    defaultValues: { code: '' },
    onSubmit: async ({ code }) => {
      const path = '/api/account/two-factor/confirm';
      const { recoveryCodes } = await callApi<{ recoveryCodes: string[] }>(path, { body: { code } });
      onMade(recoveryCodes);
    },
  });
  if (isDone) return null;
  return (
    <FormDialog
      id="set-up-codes"
      title={t('twoFactor.setUp')}
      action={t('twoFactor.turnOn')}
      form={form}
      onClose={onClose}
    >
      <p className="text-pretty text-fg-2">{t('twoFactor.scan')}</p>
      {/* biome-ignore lint/performance/noImgElement: a data URL, dark on white in both themes: cameras read nothing else well */}
      <img
        src={setup.picture}
        alt={t('twoFactor.qr')}
        width={176}
        height={176}
        className="justify-self-center rounded-md bg-white p-1"
      />
      <div className="flex items-center gap-2 rounded-md border border-line bg-code py-1.5 pr-1.5 pl-3">
        <code className="min-w-0 flex-1 text-small break-all">{setup.secret}</code>
        <CopyButton text={setup.secret} label={t('twoFactor.copyKey')} variant="secondary" />
      </div>
      <Field label={t('twoFactor.code')} help={t('code.appHelp')} error={form.errorOf('code')}>
        <Input
          {...form.register('code', {
            required: t('twoFactor.writeSix'),
            pattern: { value: /^\s*(\d\s*){6}$/, message: t('twoFactor.six') },
          })}
          inputMode="numeric"
          autoComplete="one-time-code"
          placeholder="123 456"
        />
      </Field>
    </FormDialog>
  );
}
