'use client';

import type { SwitchStates } from '@modelmint/db/system/platform-switches';
import { type PlatformSwitch, platformSwitches } from '@modelmint/domain/platform-switch';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ProblemText } from '../../../ui/problem-text.tsx';
import { Status } from '../../../ui/status.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useAction } from '../../../ui/use-action.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { reasonRule } from './reason-rule.ts';

const path = '/api/operator/switches';

/** What can be turned off for everybody for a while, with a reason that they read. */
export function SwitchPanel({ switches }: { switches: SwitchStates }) {
  const t = useTranslations('operator');
  const [asked, setAsked] = useState<PlatformSwitch | null>(null);
  return (
    <Panel title={t('switches.title')} description={t('switches.about')} isFlush>
      <ul>
        {platformSwitches.map((name) => (
          <SwitchRow key={name} name={name} reason={switches[name]} onTurnOff={() => setAsked(name)} />
        ))}
      </ul>
      {asked !== null && <TurnOffDialog name={asked} onClose={() => setAsked(null)} />}
    </Panel>
  );
}

interface SwitchRowProps {
  name: PlatformSwitch;
  /** Why it is off. */
  reason: string | null;
  onTurnOff: () => void;
}

function SwitchRow({ name, reason, onTurnOff }: SwitchRowProps) {
  const t = useTranslations('operator');
  const router = useRouter();
  const { run, isBusy, problem } = useAction(async () => {
    await callApi(path, { method: 'PUT', body: { name, reason: null } });
    showToast({ title: t('switches.isOn', { name: t(`switches.names.${name}`) }) });
    router.refresh();
  });
  return (
    <li className="flex items-start justify-between gap-3 border-t border-line px-4 py-2.5">
      <div className="min-w-0">
        <p className="font-medium">{t(`switches.names.${name}`)}</p>
        {reason === null ? (
          <Status kind="working">{t('switches.on')}</Status>
        ) : (
          <Status kind="paused">{t('switches.off')}</Status>
        )}
        {reason !== null && (
          <p className="text-small text-fg-3">
            <bdi className="[overflow-wrap:anywhere]">{reason}</bdi>
          </p>
        )}
        {problem && (
          <p role="alert" className="text-small text-danger">
            <ProblemText problem={problem} />
          </p>
        )}
      </div>
      {reason === null ? (
        <Button
          size="small"
          aria-label={t('switches.turnOffName', { name: t(`switches.names.${name}`) })}
          onClick={onTurnOff}
        >
          {t('switches.turnOff')}
        </Button>
      ) : (
        <Button
          size="small"
          isBusy={isBusy}
          aria-label={t('switches.turnOnName', { name: t(`switches.names.${name}`) })}
          onClick={run}
        >
          {t('switches.turnOn')}
        </Button>
      )}
    </li>
  );
}

function TurnOffDialog({ name, onClose }: { name: PlatformSwitch; onClose: () => void }) {
  const t = useTranslations('operator');
  const u = useTranslations('ui');
  const router = useRouter();
  const form = useApiForm({
    defaultValues: { reason: '' },
    onSubmit: async ({ reason }) => {
      await callApi(path, { method: 'PUT', body: { name, reason } });
      showToast({ title: t('switches.isOff', { name: t(`switches.names.${name}`) }) });
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog
      id="turn-off"
      title={t('switches.turnOffName', { name: t(`switches.names.${name}`) })}
      action={t('switches.turnOff')}
      form={form}
      onClose={onClose}
    >
      <p className="text-pretty text-fg-2">{t(`switches.effect.${name}`)}</p>
      <Field label={t('reason.label')} help={t('switches.reasonHelp')} error={form.errorOf('reason')}>
        <Input
          {...form.register('reason', {
            validate: (text) => (text.trim() === '' ? t('switches.missing') : reasonRule(t, u)(text)),
          })}
          placeholder={t('switches.example')}
          autoComplete="off"
        />
      </Field>
    </FormDialog>
  );
}
