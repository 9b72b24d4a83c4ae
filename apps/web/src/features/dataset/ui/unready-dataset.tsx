'use client';

import Link from 'next/link';
import { formatBytes } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Progress } from '../../../ui/progress.tsx';
import type { DatasetDetail } from '../server/get-dataset.ts';
import { canColumnsMend } from './can-columns-mend.ts';
import { ReadAnewButton } from './read-anew-button.tsx';

interface UnreadyDatasetProps {
  projectId: string;
  dataset: DatasetDetail;
  canWrite: boolean;
}

/** What stands above the report while it is not there, and why a file cannot be used. */
export function UnreadyDataset({ projectId, dataset, canWrite }: UnreadyDatasetProps) {
  if (dataset.status === 'READY') return null;
  if (dataset.status === 'INVALID') return <Refused projectId={projectId} dataset={dataset} canWrite={canWrite} />;
  const { status, progress, reason, sizeBytes } = dataset;
  const percent = Math.floor(progress * 100);
  return (
    <Panel title={status === 'PENDING' ? 'Waiting to be checked' : 'Checking'}>
      <Progress
        label="Checked"
        share={progress}
        isLarge
        left={status === 'PENDING' ? 'Not begun' : `${percent}% of ${formatBytes(sizeBytes)}`}
        right={status === 'PENDING' ? '' : 'one example after another'}
      />
      <p className="mt-3 text-pretty text-fg-2">
        {reason ?? 'The report stands here when every example has been read. You may close this page.'}
      </p>
    </Panel>
  );
}

function Refused({ projectId, dataset, canWrite }: UnreadyDatasetProps) {
  const { reason, report } = dataset;
  const whole = report?.problems.find(({ line }) => line === null) ?? report?.problems[0];
  const areColumnsWrong = report !== null && canColumnsMend(report);
  return (
    <Note
      tone="danger"
      action={
        areColumnsWrong &&
        canWrite && (
          <ReadAnewButton projectId={projectId} dataset={dataset}>
            Choose columns
          </ReadAnewButton>
        )
      }
    >
      <p>
        <b>This file cannot be trained on.</b> {reason ?? whole?.message}
      </p>
      <p className="mt-0.5 text-fg-2">
        {whole !== undefined && !(reason ?? '').includes(whole.hint) && `${whole.hint} `}
        {canWrite && (
          <>
            Then{' '}
            <Link className="link" href={`/projects/${projectId}/data/new`}>
              upload the mended file
            </Link>
            .
          </>
        )}
      </p>
    </Note>
  );
}
