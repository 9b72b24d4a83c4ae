'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { PublicDemo } from '@modelmint/domain/public-demo';
import { useRouter } from 'next/navigation';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Input } from '../../../ui/input.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { useAction } from '../../../ui/use-action.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';

const path = '/api/operator/site/demo';

/** Which text classifier visitors may try; none is the default. */
export function DemoForm({ demo }: { demo: PublicDemo | null }) {
  const router = useRouter();
  const form = useApiForm<PublicDemo>({
    defaultValues: demo ?? { projectId: '', endpoint: '' },
    resolver: zodResolver(PublicDemo),
    onSubmit: async (values) => {
      await callApi(path, { method: 'PUT', body: values });
      showToast({ title: 'The landing page offers the demo' });
      router.refresh();
    },
  });
  const { run, isBusy, problem } = useAction(async () => {
    await callApi(path, { method: 'DELETE' });
    form.reset({ projectId: '', endpoint: '' });
    showToast({ title: 'The landing page offers no demo' });
    router.refresh();
  });
  return (
    <Panel
      title="Demo"
      description="A text classifier that visitors may try on the landing page, 10 texts a minute each."
    >
      <form onSubmit={form.submit} className="grid gap-4" noValidate>
        <Field
          label="Project"
          help="Its id, as in the address of its pages. Your own organization pays for the calls."
          error={form.errorOf('projectId')}
        >
          <Input {...form.register('projectId')} placeholder="proj_…" autoComplete="off" />
        </Field>
        <Field label="Endpoint" help="The name that clients call." error={form.errorOf('endpoint')}>
          <Input {...form.register('endpoint')} placeholder="support" autoComplete="off" />
        </Field>
        <FormProblem problem={form.problem} />
        {problem && (
          <Note tone="danger" isAlert>
            {problem.message}
          </Note>
        )}
        <div className="flex gap-2">
          <Button type="submit" variant="primary" isBusy={form.isBusy}>
            Offer demo
          </Button>
          {demo !== null && (
            <Button isBusy={isBusy} onClick={run}>
              Stop offering
            </Button>
          )}
        </div>
      </form>
    </Panel>
  );
}
