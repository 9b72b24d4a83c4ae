import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { tableRoles } from '../../../ui/table-roles.ts';
import { ExampleCurve } from './example-curve.tsx';

/** Four pieces of the product with example figures, made of its own parts. */
export function ProductFragments() {
  const t = useTranslations('site');
  return (
    <div className="grid rounded-lg border border-line bg-surface md:grid-cols-2">
      <Fragment title={t('step.upload')} text={t('step.uploadText')}>
        <SmallTable
          label={t('example.problems')}
          heads={[t('example.line'), t('example.problem'), t('example.mend')]}
          rows={[
            ['1,204', t('example.empty'), t('example.emptyMend')],
            ['3,877', t('example.json'), t('example.jsonMend')],
            ['30,555', t('example.missing'), t('example.missingMend')],
          ]}
        />
      </Fragment>
      <Fragment title={t('step.price')} text={t('step.priceText')}>
        <SmallTable
          label={t('example.estimate')}
          heads={[t('example.estimateHead'), t('example.example')]}
          figuresFrom={1}
          rows={[
            [t('example.price'), t('example.atMost')],
            [t('example.time'), t('example.minutes')],
            [t('example.held'), '$0.31'],
          ]}
        />
      </Fragment>
      <Fragment title={t('step.watch')} text={t('step.watchText')}>
        <ExampleCurve />
      </Fragment>
      <Fragment title={t('step.call')} text={t('step.callText')}>
        <SmallTable
          label={t('example.receipts')}
          heads={[t('example.request'), t('example.tokens'), t('example.price')]}
          figuresFrom={1}
          rows={[
            ['req_8Yb1nPq4Lc', '420', '$0.000420'],
            ['req_2Fw7sKd0Vz', '373', '$0.000373'],
            ['req_0Re5mCy8Qi', '461', '$0.000461'],
          ]}
        />
      </Fragment>
    </div>
  );
}

function Fragment({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className="grid min-w-0 content-start gap-4 border-line p-6 not-first:border-t max-md:p-4 md:nth-2:border-t-0 md:even:border-l">
      <div className="grid max-w-115 gap-1.5">
        <h3 className="text-section font-semibold">{title}</h3>
        <p className="text-pretty text-fg-2">{text}</p>
      </div>
      {children}
    </section>
  );
}

interface SmallTableProps {
  label: string;
  heads: readonly string[];
  rows: readonly string[][];
  /** Columns from this one on hold figures, which stand right. */
  figuresFrom?: number;
}

function SmallTable({ label, heads, rows, figuresFrom = heads.length }: SmallTableProps) {
  return (
    <div className="overflow-hidden rounded-md border border-line bg-sunken [&_tr:last-child_td]:border-b-0">
      <table {...tableRoles.table} aria-label={label} className="data-table">
        <thead {...tableRoles.rowgroup}>
          <tr {...tableRoles.row}>
            {heads.map((head, index) => (
              <th key={head} scope="col" className={index >= figuresFrom ? 'end' : ''}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...tableRoles.rowgroup}>
          {rows.map((cells) => (
            <tr key={cells[0]} {...tableRoles.row}>
              {cells.map((cell, index) => (
                <td
                  key={heads[index]}
                  {...tableRoles.cell}
                  data-label={heads[index]}
                  className={index === 0 ? 'lead' : index >= figuresFrom ? 'end labelled' : 'wide'}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
