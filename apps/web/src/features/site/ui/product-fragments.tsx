import type { ReactNode } from 'react';
import { tableRoles } from '../../../ui/table-roles.ts';
import { ExampleCurve } from './example-curve.tsx';

/** Four pieces of the product with example figures, made of its own parts. */
export function ProductFragments() {
  return (
    <div className="grid rounded-lg border border-line bg-surface md:grid-cols-2">
      <Fragment
        title="1. Upload, and hear about line 3,877"
        text="Files are checked while they are read. Each problem names the line, the reason and the repair. Good lines stay."
      >
        <SmallTable
          label="Example of problems"
          heads={['Line', 'Problem', 'How to mend it']}
          rows={[
            ['1,204', 'Label is empty', 'Write a label, or remove the line.'],
            ['3,877', 'Not valid JSON', 'Delete the second quote at column 118.'],
            ['30,555', 'Text is missing', 'Rename "body" to "text".'],
          ]}
        />
      </Fragment>
      <Fragment
        title="2. See the price and the time first"
        text="The most that you can pay is fixed before you start. Cancel, and you pay for the finished steps only."
      >
        <SmallTable
          label="Example of an estimate"
          heads={['Estimate', 'Example']}
          figuresFrom={1}
          rows={[
            ['Price', 'at most $0.31'],
            ['Time to train', 'about 4 min'],
            ['Held until it ends', '$0.31'],
          ]}
        />
      </Fragment>
      <Fragment
        title="3. Watch it, or close the lid"
        text="Loss, accuracy and cost arrive live. If a machine dies, the job goes on from its last checkpoint, and no step is charged twice."
      >
        <ExampleCurve />
      </Fragment>
      <Fragment
        title="4. Call it, and keep the receipt"
        text="Every request has an id, its tokens and its price. The invoice is their sum, to the cent."
      >
        <SmallTable
          label="Example of receipts"
          heads={['Request', 'Tokens', 'Price']}
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
