'use client';

import { useRouter } from 'next/navigation';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ProblemText } from '../../../ui/problem-text.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useAction } from '../../../ui/use-action.ts';

interface ReplayButtonProps {
  path: string;
  /** The words on it. */
  label: string;
  /** What it does, for screen readers. */
  name: string;
  /** What is said when it is done. */
  done: string;
}

/** Does once more what has failed; twice is harmless, so that it asks nothing. */
export function ReplayButton({ path, label, name, done }: ReplayButtonProps) {
  const router = useRouter();
  const { run, isBusy, problem } = useAction(async () => {
    await callApi(path, { body: {} });
    showToast({ title: done });
    router.refresh();
  });
  return (
    <span className="inline-grid justify-items-end gap-1">
      <Button size="small" isBusy={isBusy} aria-label={name} onClick={run}>
        {label}
      </Button>
      {problem && (
        <small role="alert" className="max-w-60 text-pretty whitespace-normal text-danger!">
          <ProblemText problem={problem} />
        </small>
      )}
    </span>
  );
}
