'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { dialogOnUse } from '../../../ui/dialog-on-use.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Status } from '../../../ui/status.tsx';
import { useAction } from '../../../ui/use-action.ts';
import type { TwoFactorSetup } from '../server/set-up-two-factor.ts';

const RecoveryCodesDialog = dialogOnUse(async () => (await import('./recovery-codes-dialog.tsx')).RecoveryCodesDialog);
const TwoFactorDialog = dialogOnUse(async () => (await import('./two-factor-dialog.tsx')).TwoFactorDialog);

interface TwoFactorPanelProps {
  /** null while it is off. */
  recoveryCodesLeft: number | null;
}

/** Codes from an app, as a second step after the password. */
export function TwoFactorPanel({ recoveryCodesLeft }: TwoFactorPanelProps) {
  const t = useTranslations('account');
  const router = useRouter();
  const [setup, setSetup] = useState<TwoFactorSetup | null>(null);
  const [made, setMade] = useState<readonly string[] | null>(null);
  const [isEnding, setEnding] = useState(false);
  const begin = useAction(async () => setSetup(await callApi('/api/account/two-factor', { method: 'POST' })));
  const renew = useAction(async () => {
    const answer = await callApi<{ recoveryCodes: string[] }>('/api/account/recovery-codes', { method: 'POST' });
    setMade(answer.recoveryCodes);
  });
  const isOn = recoveryCodesLeft !== null;
  const close = () => {
    setSetup(null);
    setMade(null);
    router.refresh();
  };
  return (
    <Panel
      title={t('twoFactor.title')}
      description={t('twoFactor.text')}
      aside={isOn && <Status kind="active">{t('twoFactor.on')}</Status>}
    >
      <div className="grid justify-items-start gap-3">
        {isOn && (
          <p className="text-fg-2">
            {t('twoFactor.left', { count: recoveryCodesLeft })}
            {recoveryCodesLeft < 3 && ` ${t('twoFactor.soon')}`}
          </p>
        )}
        <FormProblem problem={begin.problem ?? renew.problem} />
        <div className="flex flex-wrap gap-2">
          {isOn ? (
            <>
              <Button isBusy={renew.isBusy} onClick={() => renew.run()}>
                {t('twoFactor.renew')}
              </Button>
              <Button variant="danger" onClick={() => setEnding(true)}>
                {t('twoFactor.turnOff')}
              </Button>
            </>
          ) : (
            <Button isBusy={begin.isBusy} onClick={() => begin.run()}>
              {t('twoFactor.setUp')}
            </Button>
          )}
        </div>
      </div>
      {setup && <TwoFactorDialog setup={setup} onClose={close} onMade={setMade} isDone={made !== null} />}
      {made && <RecoveryCodesDialog codes={made} onClose={close} />}
      <ConfirmDialog
        isOpen={isEnding}
        onOpenChange={setEnding}
        title={t('twoFactor.offTitle')}
        action={t('twoFactor.turnOff')}
        keep={t('twoFactor.keep')}
        onConfirm={async () => {
          await callApi('/api/account/two-factor', { method: 'DELETE' });
          router.refresh();
        }}
      >
        <p>{t('twoFactor.offText')}</p>
      </ConfirmDialog>
    </Panel>
  );
}
