'use client';

import type { ListedProject } from '@modelmint/db/system/list-projects';
import { useRouter } from 'next/navigation';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { nameRules } from '../../organization/ui/name-rules.ts';
import { parseRequestLimit, parseSpendLimit, spendLimitText } from './limit-text.ts';

interface DialogProps {
  organizationId: string;
  onClose: () => void;
}

export function CreateProjectDialog({ organizationId, onClose }: DialogProps) {
  const router = useRouter();
  const form = useApiForm({
    defaultValues: { name: '' },
    onSubmit: async ({ name }) => {
      const { id } = await callApi<{ id: string }>(`/api/organizations/${organizationId}/projects`, { body: { name } });
      router.push(`/projects/${id}`);
    },
  });
  return (
    <FormDialog id="create-project" title="Create project" action="Create project" form={form} onClose={onClose}>
      <Field
        label="Name"
        help="A project holds its own data, models, endpoints and API keys. The organization pays for all."
        error={form.errorOf('name')}
      >
        <Input {...form.register('name', nameRules)} placeholder="Support triage" autoComplete="off" />
      </Field>
    </FormDialog>
  );
}

export function RenameProjectDialog({ organizationId, project, onClose }: DialogProps & { project: ListedProject }) {
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
      title={`Rename ${project.name}`}
      action="Rename project"
      form={form}
      onClose={onClose}
    >
      <Field label="Name" help="Its id, keys and addresses stay." error={form.errorOf('name')}>
        <Input {...form.register('name', nameRules)} autoComplete="off" />
      </Field>
    </FormDialog>
  );
}

export function LimitProjectDialog({ organizationId, project, onClose }: DialogProps & { project: ListedProject }) {
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
      showToast({ title: `Limits of ${project.name} saved`, detail: 'They hold from now on.' });
      onClose();
      router.refresh();
    },
  });
  const spendRule = (text: string) => {
    const parsed = parseSpendLimit(text);
    return 'micros' in parsed || parsed.problem;
  };
  const requestRule = (text: string) => {
    const parsed = parseRequestLimit(text);
    return 'count' in parsed || parsed.problem;
  };
  return (
    <FormDialog
      id="limit-project"
      title={`Limits of ${project.name}`}
      action="Save limits"
      form={form}
      onClose={onClose}
    >
      <Field
        label="Spend in a month"
        hint="optional"
        help="Jobs and calls beyond it are refused until the next month (UTC). What is on hold counts. Empty: no limit."
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
        label="Calls in a minute"
        hint="optional"
        help="Of all models and keys of the project together, below what the plan allows. Empty: the plan alone."
        error={form.errorOf('requests')}
      >
        <Input
          {...form.register('requests', { validate: requestRule })}
          inputMode="numeric"
          unit="calls"
          placeholder="100"
          autoComplete="off"
        />
      </Field>
    </FormDialog>
  );
}
