import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { formatCount, formatQuantity, formatShare } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { formatFigure } from '../../fine-tuning/ui/format-figure.ts';

interface UserPanelProps {
  ratings: NonNullable<DatasetReport['ratings']>;
  rows: number;
}

const isSparseFrom = 0.5;

/** Who is known by how much. */
export function UserPanel({ ratings, rows }: UserPanelProps) {
  const { users, items, usersWithOne, replaced } = ratings;
  const kept = rows - replaced;
  const pairs = users * items;
  const shareWithOne = users === 0 ? 0 : usersWithOne / users;
  return (
    <Panel title="Users and items" description={`${formatQuantity(kept, 'pair')} of a user and an item.`}>
      <KeyValues
        rows={[
          { label: 'Users', value: formatCount(users), valueDetail: users > 0 && `${perOne(kept / users)} each` },
          { label: 'Items', value: formatCount(items), valueDetail: items > 0 && `${perOne(kept / items)} each` },
          {
            label: 'Pairs that are known',
            labelDetail: 'of all that there could be',
            value: pairs === 0 ? '–' : formatSmallShare(kept / pairs),
          },
          {
            label: 'Users with one row',
            labelDetail: 'learned from; nothing of them can be held out',
            value: formatCount(usersWithOne),
            valueDetail: formatShare(shareWithOne),
          },
        ]}
      />
      {shareWithOne > isSparseFrom && (
        <div className="mt-3">
          <Note tone="warning">
            <b>Most users have one row only.</b> Little can be learned of them, and they are not part of the evaluation.
            Add more of what they did.
          </Note>
        </div>
      )}
    </Panel>
  );
}

const perOne = (mean: number): string => formatQuantityOf(mean, 'row');

function formatQuantityOf(mean: number, noun: string): string {
  const text = mean >= 100 ? formatCount(Math.round(mean)) : mean.toFixed(1);
  return `${text} ${text === '1.0' ? noun : `${noun}s`}`;
}

/** Of large catalogues far under a per cent is known. */
function formatSmallShare(share: number): string {
  return share >= 0.001 ? formatShare(share) : `${formatFigure(Number((share * 100).toPrecision(2)))}%`;
}
