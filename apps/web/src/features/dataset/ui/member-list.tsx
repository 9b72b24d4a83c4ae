'use client';

import { Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { DuplicateView } from '../server/list-duplicates.ts';
import { EditMark } from './edit-mark.tsx';
import type { DraftEdits } from './use-draft-edits.ts';

interface MemberListProps {
  group: DuplicateView;
  /** Null where rows cannot be changed. */
  drafts: DraftEdits | null;
}

type Member = DuplicateView['members'][number];

/** Where the rows of a group stand and which label each has; of different ones one can be chosen for all. */
export function MemberList({ group: { kind, members }, drafts }: MemberListProps) {
  const t = useTranslations('dataset');
  const names = { train: t('split.train'), validation: t('split.heldOut') };
  const labelAll = ({ label }: Member) => drafts?.put(members.map((each) => ({ ...each, label, was: each.label })));
  return (
    <ul className="grid gap-1">
      {members.map((member) => {
        const { split, row, label } = member;
        const draft = drafts?.find(member);
        const number = formatCount(row);
        return (
          <li key={`${split}.${row}`} className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
            <span className="text-small text-fg-3 tabular-nums">
              {t('duplicates.member', { split: names[split], row: number })}
            </span>
            {(label !== '' || draft) && <EditMark draft={draft} label={label} />}
            {draft !== undefined && (
              <IconButton
                label={t('edit.undo', { row: number })}
                icon={<Icon of={Undo2} size={14} />}
                onClick={() => drafts?.put([{ ...draft, label: draft.was }])}
              />
            )}
            {drafts !== null && kind === 'conflicting' && draft === undefined && (
              <Button size="small" variant="ghost" onClick={() => labelAll(member)}>
                {t('duplicates.labelAll', { label })}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
