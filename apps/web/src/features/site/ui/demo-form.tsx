'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { PublicDemo } from '@modelmint/domain/public-demo';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Input } from '../../../ui/input.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ProblemText } from '../../../ui/problem-text.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useAction } from '../../../ui/use-action.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';

const path = '/api/operator/site/demo';

/** Which text classifier visitors may try; none is the default. */
export function DemoForm({ demo }: { demo: PublicDemo | null }) {
  const t = useTranslations('site');
  const router = useRouter();
  const form = useApiForm<PublicDemo>({
    defaultValues: demo ?? { projectId: '', endpoint: '' },
    resolver: zodResolver(PublicDemo),
    onSubmit: async (values) => {
      await callApi(path, { method: 'PUT', body: values });
      showToast({ title: t('demoForm.offered') });
      router.refresh();
    },
  });
  const { run, isBusy, problem } = useAction(async () => {
    await callApi(path, { method: 'DELETE' });
    form.reset({ projectId: '', endpoint: '' });
    showToast({ title: t('demoForm.stopped') });
    router.refresh();
  });
  return (
    <Panel title={t('demoForm.title')} description={t('demoForm.text')}>
      <form onSubmit={form.submit} className="grid gap-4" noValidate>
        <Field label={t('demoForm.project')} help={t('demoForm.projectHelp')} error={form.errorOf('projectId')}>
          <Input
            {...form.register('projectId')} // i18n-ignore
            placeholder="proj_…"
            autoComplete="off"
          />
        </Field>
        <Field label={t('demoForm.endpoint')} help={t('demoForm.endpointHelp')} error={form.errorOf('endpoint')}>
          <Input
            {...form.register('endpoint')} // i18n-ignore
            placeholder="support"
            autoComplete="off"
          />
        </Field>
        <FormProblem problem={form.problem} />
        {problem && (
          <Note tone="danger" isAlert>
            <ProblemText problem={problem} />
          </Note>
        )}
        <div className="flex gap-2">
          <Button type="submit" variant="primary" isBusy={form.isBusy}>
            {t('demoForm.offer')}
          </Button>
          {demo !== null && (
            <Button isBusy={isBusy} onClick={run}>
              {t('demoForm.stop')}
            </Button>
          )}
        </div>
      </form>
    </Panel>
  );
}
