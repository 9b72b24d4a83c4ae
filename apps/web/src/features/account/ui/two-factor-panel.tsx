'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Status } from '../../../ui/status.tsx';
import { useAction } from '../../../ui/use-action.ts';
import type { TwoFactorSetup } from '../server/set-up-two-factor.ts';
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx';
import { TwoFactorDialog } from './two-factor-dialog.tsx';

interface TwoFactorPanelProps {
  /** null while it is off. */
  recoveryCodesLeft: number | null;
}

const codes = (left: number): string => (left === 1 ? '1 recovery code is' : `${left} recovery codes are`);

/** Codes from an app, as a second step after the password. */
export function TwoFactorPanel({ recoveryCodesLeft }: TwoFactorPanelProps) {
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
      title="Codes from an app"
      description="An authenticator app on your phone shows six digits, which sign-in asks for after the password."
      aside={isOn && <Status kind="active">On</Status>}
    >
      <div className="grid justify-items-start gap-3">
        {isOn && (
          <p className="text-fg-2">
            {codes(recoveryCodesLeft)} left, for a day without the phone.
            {recoveryCodesLeft < 3 && ' Make new ones soon.'}
          </p>
        )}
        <FormProblem problem={begin.problem ?? renew.problem} />
        <div className="flex flex-wrap gap-2">
          {isOn ? (
            <>
              <Button isBusy={renew.isBusy} onClick={() => renew.run()}>
                Make new recovery codes
              </Button>
              <Button variant="danger" onClick={() => setEnding(true)}>
                Turn off codes
              </Button>
            </>
          ) : (
            <Button isBusy={begin.isBusy} onClick={() => begin.run()}>
              Set up codes
            </Button>
          )}
        </div>
      </div>
      {setup && <TwoFactorDialog setup={setup} onClose={close} onMade={setMade} isDone={made !== null} />}
      {made && <RecoveryCodesDialog codes={made} onClose={close} />}
      <ConfirmDialog
        isOpen={isEnding}
        onOpenChange={setEnding}
        title="Turn off codes from an app"
        action="Turn off codes"
        keep="Keep codes"
        onConfirm={async () => {
          await callApi('/api/account/two-factor', { method: 'DELETE' });
          router.refresh();
        }}
      >
        <p>
          From then on the password alone signs in to your account. The recovery codes are forgotten, and all other
          browsers are signed out.
        </p>
      </ConfirmDialog>
    </Panel>
  );
}
