import type { OrganizationLimits } from '@modelmint/db/system/read-organization';
import { type Limits, limitNames } from '@modelmint/domain/organization-limits';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { formatBytes, formatCount } from '../../../ui/format.ts';
import { Input } from '../../../ui/input.tsx';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { limitBounds, limitText, parseLimit } from './limit-text.ts';

interface LimitsPanelProps {
  organization: { id: string; name: string; state: string; limits: OrganizationLimits };
}

const shown = (name: keyof Limits, value: number | bigint) =>
  name === 'fileSizeBytesMax' || name === 'storageBytesMax' ? formatBytes(value) : formatCount(Number(value));

/** What an organization may do at once and keep, and the operator's say in it. */
export function LimitsPanel({ organization }: LimitsPanelProps) {
  const t = useTranslations('operator');
  const [isOpen, setOpen] = useState(false);
  const { plan, own, storageBytesUsed } = organization.limits;
  return (
    <Panel
      title={t('limits.title')}
      aside={
        organization.state !== 'erased' && (
          <Button size="small" variant="ghost" onClick={() => setOpen(true)}>
            {t('limits.change')}
          </Button>
        )
      }
    >
      <KeyValues
        rows={[
          ...limitNames.map((name) => ({
            label: t(`limits.names.${name}`),
            value: shown(name, own?.[name] ?? plan[name]),
            valueDetail:
              own?.[name] == null ? t('limits.ofPlan') : t('limits.insteadOf', { plan: shown(name, plan[name]) }),
          })),
          { label: t('limits.used'), value: formatBytes(storageBytesUsed) },
        ]}
      />
      {own !== null && (
        <p className="pt-3 text-small text-pretty text-fg-3">
          {t.rich('limits.set', {
            time: () => <RelativeTime at={own.setAt} />,
            reason: () => <bdi>{own.reason}</bdi>,
          })}
        </p>
      )}
      {isOpen && <LimitsDialog organization={organization} onClose={() => setOpen(false)} />}
    </Panel>
  );
}

function LimitsDialog({
  organization: {
    id,
    name,
    limits: { plan, own },
  },
  onClose,
}: LimitsPanelProps & { onClose: () => void }) {
  const t = useTranslations('operator');
  const router = useRouter();
  const text = (limit: keyof Limits) => limitText(limit, own?.[limit] ?? null);
  const form = useApiForm({
    defaultValues: {
      requestsPerMinute: text('requestsPerMinute'),
      tokensPerMinute: text('tokensPerMinute'),
      trainConcurrencyMax: text('trainConcurrencyMax'),
      fileSizeBytesMax: text('fileSizeBytesMax'),
      storageBytesMax: text('storageBytesMax'),
      reason: '',
    },
    onSubmit: async ({ reason, ...typed }) => {
      const limits = Object.fromEntries(limitNames.map((limit) => [limit, parseLimit(limit, typed[limit])]));
      await callApi(`/api/operator/organizations/${id}/limits`, { method: 'PUT', body: { ...limits, reason } });
      showToast({ title: t('limits.done', { name }) });
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog
      id="set-limits"
      title={t('limits.dialog', { name })}
      action={t('limits.action')}
      form={form}
      onClose={onClose}
    >
      <p className="text-pretty text-fg-2">{t('limits.text')}</p>
      {limitNames.map((limit) => (
        <Field key={limit} label={t(`limits.names.${limit}`)} error={form.errorOf(limit)}>
          <Input
            {...form.register(limit, {
              validate: (typed) =>
                parseLimit(limit, typed) !== undefined || t('limits.problem', numbersOf(limitBounds(limit))),
            })}
            placeholder={limitText(limit, plan[limit])}
            inputMode="decimal"
            autoComplete="off"
            unit={t(`limits.units.${limit}`)}
          />
        </Field>
      ))}
      <Field label={t('reason.label')} help={t('limits.reasonHelp')} error={form.errorOf('reason')}>
        <Input
          {...form.register('reason', {
            validate: (typed) => typed.trim() !== '' || t('reason.missing'),
            maxLength: { value: 300, message: t('reason.long') },
          })}
          placeholder={t('limits.example')}
          autoComplete="off"
        />
      </Field>
    </FormDialog>
  );
}

const numbersOf = ({ min, max }: { min: number; max: number }) => ({
  min: min < 1 ? String(min) : formatCount(min),
  max: formatCount(max),
});
