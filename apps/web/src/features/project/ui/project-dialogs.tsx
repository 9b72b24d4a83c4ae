'use client';

import type { ListedProject } from '@modelmint/db/system/list-projects';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { nameRules } from '../../organization/ui/name-rules.ts';
import { parseRequestLimit, parseSpendLimit, spendLimitText } from './limit-text.ts';

interface DialogProps {
  organizationId: string;
  onClose: () => void;
}

export function CreateProjectDialog({ organizationId, onClose }: DialogProps) {
  const t = useTranslations('project');
  const u = useTranslations('ui');
  const router = useRouter();
  const form = useApiForm({
    defaultValues: { name: '' },
    draft: { name: 'new-project' },
    onSubmit: async ({ name }) => {
      const { id } = await callApi<{ id: string }>(`/api/organizations/${organizationId}/projects`, { body: { name } });
      router.push(`/projects/${id}`);
    },
  });
  return (
    <FormDialog id="create-project" title={t('create')} action={t('create')} form={form} onClose={onClose}>
      <Field label={t('name')} help={t('createHelp')} error={form.errorOf('name')}>
        <Input {...form.register('name', nameRules(u))} placeholder={t('createExample')} autoComplete="off" />
      </Field>
    </FormDialog>
  );
}

export function RenameProjectDialog({ organizationId, project, onClose }: DialogProps & { project: ListedProject }) {
  const t = useTranslations('project');
  const u = useTranslations('ui');
  const router = useRouter();
  const form = useApiForm({
    defaultValues: { name: project.name },
    onSubmit: async ({ name }) => {
      const body = { name, version: project.version };
      await callApi(`/api/organizations/${organizationId}/projects/${project.id}`, { method: 'PATCH', body });
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog
      id="rename-project"
      title={t('renameTitle', { name: project.name })}
      action={t('rename')}
      form={form}
      onClose={onClose}
    >
      <Field label={t('name')} help={t('renameHelp')} error={form.errorOf('name')}>
        <Input {...form.register('name', nameRules(u))} autoComplete="off" />
      </Field>
    </FormDialog>
  );
}

export function LimitProjectDialog({ organizationId, project, onClose }: DialogProps & { project: ListedProject }) {
  const t = useTranslations('project');
  const router = useRouter();
  const form = useApiForm({
    defaultValues: {
      spend: spendLimitText(project.monthlySpendMaxMicros),
      requests: project.requestsPerMinuteMax === null ? '' : String(project.requestsPerMinuteMax),
    },
    fieldOf: { 'limits.monthlySpendMaxMicros': 'spend', 'limits.requestsPerMinuteMax': 'requests' },
    onSubmit: async ({ spend, requests }) => {
      const [money, rate] = [parseSpendLimit(spend), parseRequestLimit(requests)];
      if (!('micros' in money) || !('count' in rate)) return;
      const limits = { monthlySpendMaxMicros: money.micros, requestsPerMinuteMax: rate.count };
      const body = { limits, version: project.version };
      await callApi(`/api/organizations/${organizationId}/projects/${project.id}`, { method: 'PATCH', body });
      showToast({ title: t('limits.saved', { name: project.name }), detail: t('limits.savedDetail') });
      onClose();
      router.refresh();
    },
  });
  const spendRule = (text: string) => {
    const parsed = parseSpendLimit(text);
    return 'micros' in parsed || t(parsed.problem);
  };
  const requestRule = (text: string) => {
    const parsed = parseRequestLimit(text);
    return 'count' in parsed || t(parsed.problem);
  };
  return (
    <FormDialog
      id="limit-project"
      title={t('limits.title', { name: project.name })}
      action={t('limits.save')}
      form={form}
      onClose={onClose}
    >
      <Field
        label={t('limits.spend')}
        hint={t('limits.optional')}
        help={t('limits.spendHelp')}
        error={form.errorOf('spend')}
      >
        <Input
          {...form.register('spend', { validate: spendRule })}
          inputMode="decimal"
          unit="USD"
          placeholder="50"
          autoComplete="off"
        />
      </Field>
      <Field
        label={t('limits.requests')}
        hint={t('limits.optional')}
        help={t('limits.requestsHelp')}
        error={form.errorOf('requests')}
      >
        <Input
          {...form.register('requests', { validate: requestRule })}
          inputMode="numeric"
          unit={t('limits.calls')}
          placeholder="100"
          autoComplete="off"
        />
      </Field>
    </FormDialog>
  );
}
