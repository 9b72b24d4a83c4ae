'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Task } from '@modelmint/domain/task';
import { useRouter } from 'next/navigation';
import { z } from 'zod';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Input } from '../../../ui/input.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { ColumnField } from '../../file/ui/column-field.tsx';
import { possibleTasks } from '../../file/ui/possible-tasks.ts';
import { TaskField } from '../../file/ui/task-field.tsx';
import type { DatasetDetail } from '../server/get-dataset.ts';

interface ReadAnewProps {
  projectId: string;
  dataset: DatasetDetail;
  onClose: () => void;
}

const ReadAnewForm = z.object({
  task: Task,
  textColumn: z.string().trim().max(200),
  labelColumn: z.string().trim().max(200),
  heldOutPercent: z
    .string()
    .trim()
    .refine(
      (text) => /^\d{1,2}(\.\d+)?$/.test(text) && Number(text) >= 1 && Number(text) <= 50,
      'A number from 1 to 50.',
    ),
  seed: z
    .string()
    .trim()
    .regex(/^\d{1,9}$/, 'A whole number of at most 9 digits.'),
});
type ReadAnewForm = z.infer<typeof ReadAnewForm>;

/** The same file, read with other columns or split in another way, as a new version; the old ones stay. */
export function ReadAnew({ projectId, dataset, onClose }: ReadAnewProps) {
  const router = useRouter();
  const { id, fileName, spec, report, versionNumber } = dataset;
  const columns = report?.columns ?? [];
  const now = dataset.task ?? 'text-classification';
  // What a file can be for is told by its content; a file of which nothing was read keeps what it was read for.
  const tasks = report === null || report.format === null ? [now] : possibleTasks(report.format, columns);
  const form = useApiForm<ReadAnewForm>({
    defaultValues: {
      task: tasks.includes(now) ? now : (tasks[0] ?? now),
      textColumn: spec.textColumn ?? '',
      labelColumn: spec.labelColumn ?? '',
      heldOutPercent: String(Number((spec.validationFraction * 100).toFixed(2))),
      seed: String(spec.seed),
    },
    resolver: zodResolver(ReadAnewForm),
    fieldOf: { validationFraction: 'heldOutPercent' },
    onSubmit: async ({ task, textColumn, labelColumn, heldOutPercent, seed }) => {
      const isTexts = task === 'text-classification';
      await callApi(`/api/projects/${projectId}/datasets/${id}/versions`, {
        method: 'POST',
        body: {
          task,
          ...(textColumn === '' || !isTexts ? {} : { textColumn }),
          ...(labelColumn === '' || !isTexts ? {} : { labelColumn }),
          ...(spec.encoding === undefined ? {} : { encoding: spec.encoding }),
          validationFraction: Number(heldOutPercent) / 100,
          seed: Number(seed),
        },
      });
      onClose();
      router.refresh();
    },
  });
  const task = form.watch('task');
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={`Read ${fileName} anew`}
      foot={
        <>
          <Button onClick={onClose}>Keep version {versionNumber}</Button>
          <Button variant="primary" type="submit" form="read-anew" isBusy={form.isBusy}>
            Make version {versionNumber + 1}
          </Button>
        </>
      }
    >
      <form id="read-anew" onSubmit={form.submit} className="grid gap-4" noValidate>
        <p className="text-pretty text-fg-2">
          The same file becomes version {versionNumber + 1}. Jobs and models that were made from earlier versions keep
          them. For other rows, upload a new file.
        </p>
        {tasks.length > 1 && (
          <TaskField
            tasks={tasks}
            columns={columns}
            value={task}
            onValueChange={(next) => form.setValue('task', next)}
          />
        )}
        {task === 'text-classification' && !columns.includes('messages') && (
          <>
            <ColumnField
              label="Text column"
              value={form.watch('textColumn')}
              columns={report?.columns ?? null}
              detected={spec.textColumn === undefined ? (report?.textColumn ?? null) : null}
              error={form.errorOf('textColumn')}
              onChange={(column) => form.setValue('textColumn', column, { shouldValidate: true })}
            />
            <ColumnField
              label="Label column"
              value={form.watch('labelColumn')}
              columns={report?.columns ?? null}
              detected={spec.labelColumn === undefined ? (report?.labelColumn ?? null) : null}
              error={form.errorOf('labelColumn')}
              onChange={(column) => form.setValue('labelColumn', column, { shouldValidate: true })}
            />
          </>
        )}
        <Field
          label="Held-out share"
          help={`Examples${task === 'text-generation' ? '' : ' of each label'} that training never sees. 10 suits most files.`}
          error={form.errorOf('heldOutPercent')}
        >
          <Input {...form.register('heldOutPercent')} inputMode="decimal" unit="per cent" />
        </Field>
        <Field
          label="Seed of the split"
          help="The same file and seed give the same split."
          error={form.errorOf('seed')}
        >
          <Input {...form.register('seed')} inputMode="numeric" />
        </Field>
        <FormProblem problem={form.problem} />
      </form>
    </Dialog>
  );
}
