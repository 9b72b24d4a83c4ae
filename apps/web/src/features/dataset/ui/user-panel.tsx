import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { formatCount, formatShare } from '../../../ui/format.ts';
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
  const t = useTranslations('dataset');
  const { users, items, usersWithOne, replaced } = ratings;
  const kept = rows - replaced;
  const pairs = users * items;
  const shareWithOne = users === 0 ? 0 : usersWithOne / users;
  return (
    <Panel title={t('users.title')} description={t('users.pairs', { count: kept })}>
      <KeyValues
        rows={[
          { label: t('users.users'), value: formatCount(users), valueDetail: users > 0 && perOne(kept / users, t) },
          { label: t('users.items'), value: formatCount(items), valueDetail: items > 0 && perOne(kept / items, t) },
          {
            label: t('users.known'),
            labelDetail: t('users.knownDetail'),
            value: pairs === 0 ? '–' : formatSmallShare(kept / pairs),
          },
          {
            label: t('users.withOne'),
            labelDetail: t('users.withOneDetail'),
            value: formatCount(usersWithOne),
            valueDetail: formatShare(shareWithOne),
          },
        ]}
      />
      {shareWithOne > isSparseFrom && (
        <div className="mt-3">
          <Note tone="warning">{t.rich('users.sparse', { b: (chunks) => <b>{chunks}</b> })}</Note>
        </div>
      )}
    </Panel>
  );
}

function perOne(mean: number, t: Translate<'dataset'>): string {
  const rows = mean >= 100 ? formatCount(Math.round(mean)) : mean.toFixed(1);
  return t(rows === '1.0' ? 'users.oneRowEach' : 'users.rowsEach', { rows });
}

/** Of large catalogues far under a per cent is known. */
function formatSmallShare(share: number): string {
  return share >= 0.001 ? formatShare(share) : `${formatFigure(Number((share * 100).toPrecision(2)))}%`;
}
