'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { ReportIncident } from '@modelmint/domain/incident';
import { platformComponents } from '@modelmint/domain/platform-component';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '../../../ui/call-api.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { Textarea } from '../../../ui/textarea.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';

/** The first word about something that is wrong; everybody reads it on the status page. */
export function ReportIncidentDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('site');
  const router = useRouter();
  const form = useApiForm<ReportIncident>({
    defaultValues: { title: '', components: [], text: '' },
    resolver: zodResolver(ReportIncident),
    draft: { name: 'incident' },
    onSubmit: async (values) => {
      await callApi('/api/operator/site/incidents', { body: values });
      router.refresh();
      onClose();
    },
  });
  const chosen = form.watch('components');
  const choose = (component: ReportIncident['components'][number], isChosen: boolean) =>
    form.setValue(
      'components',
      platformComponents.filter((each) => (each === component ? isChosen : chosen.includes(each))),
      { shouldValidate: form.formState.isSubmitted },
    );
  return (
    <FormDialog
      id="report-incident"
      title={t('operator.report')}
      action={t('incident.publish')}
      form={form}
      onClose={onClose}
    >
      <Field label={t('incident.title')} error={form.errorOf('title')}>
        <Input {...form.register('title')} placeholder={t('incident.titlePlaceholder')} autoComplete="off" />
      </Field>
      <fieldset className="grid gap-2" aria-describedby={form.errorOf('components') && 'components-problem'}>
        <legend className="pb-1 font-medium">{t('incident.touched')}</legend>
        {platformComponents.map((component) => (
          <Checkbox
            key={component}
            label={t(`component.${component}.name`)}
            checked={chosen.includes(component)}
            onCheckedChange={(isChosen) => choose(component, isChosen)}
          />
        ))}
        {form.errorOf('components') && (
          <p id="components-problem" role="alert" className="text-small text-danger">
            {form.errorOf('components')}
          </p>
        )}
      </fieldset>
      <Field label={t('incident.known')} help={t('incident.knownHelp')} error={form.errorOf('text')}>
        <Textarea {...form.register('text')} rows={4} />
      </Field>
    </FormDialog>
  );
}
