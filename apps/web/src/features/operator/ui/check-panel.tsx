'use client';

import type { LedgerCheck } from '@modelmint/db/generated/client';
import { ShieldCheck } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ProblemText } from '../../../ui/problem-text.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { StatusIcon } from '../../../ui/status-icon.tsx';
import { useAction } from '../../../ui/use-action.ts';

/** Invariants of the ledger, checked every hour and on demand; what breaks one is shown row by row. */
export function CheckPanel({ checks }: { checks: readonly LedgerCheck[] }) {
  const t = useTranslations('operator');
  const router = useRouter();
  const { run, isBusy, problem } = useAction(async () => {
    await callApi('/api/operator/ledger-checks', { method: 'POST' });
    router.refresh();
  });
  const broken = checks.filter((check) => !check.isOk).length;
  return (
    <Panel
      title={t('checks.title')}
      description={checks.length === 0 ? t('checks.hourly') : t('checks.result', { broken })}
      aside={
        <Button size="small" isBusy={isBusy} onClick={run}>
          {t('checks.run')}
        </Button>
      }
      isFlush
    >
      {problem && (
        <div className="px-4 pb-3">
          <Note tone="danger" isAlert>
            <ProblemText problem={problem} />
          </Note>
        </div>
      )}
      {checks.length === 0 ? (
        <EmptyState icon={<Icon of={ShieldCheck} />} title={t('checks.empty.title')}>
          {t('checks.empty.text')}
        </EmptyState>
      ) : (
        <ul>
          {checks.map((check) => (
            <Check key={check.name} check={check} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Check({ check }: { check: LedgerCheck }) {
  const t = useTranslations('operator');
  const violations = Array.isArray(check.violations) ? check.violations : [];
  return (
    <li
      className={`grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-3 border-t border-line px-4 py-2.5 ${check.isOk ? 'tone-success' : 'tone-danger'}`}
    >
      <StatusIcon shape={check.isOk ? 'tick' : 'octagon'} className="mt-0.5" />
      <div className="min-w-0">
        <p className="font-medium">{check.name}</p>
        <p className="text-small text-fg-3">
          {t.rich(check.isOk ? 'checks.holds' : 'checks.broken', {
            time: () => <RelativeTime at={check.checkedAt} />,
          })}
        </p>
      </div>
      <span className="text-fg-3 tabular-nums">
        {check.isOk ? '0' : t('checks.violations', { count: violations.length })}
      </span>
      {!check.isOk && (
        <div className="col-span-3 mt-2">
          <CodeBlock
            label={t('checks.breaks', { name: check.name })}
            samples={[{ label: t('checks.sample'), language: 'json', code: JSON.stringify(violations, null, 2) }]}
          />
        </div>
      )}
    </li>
  );
}
