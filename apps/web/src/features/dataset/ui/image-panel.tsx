import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { BarList } from '../../../ui/bar-list.tsx';
import { formatCount, formatShares, formatTokens } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';

/** Sizes and formats of the images. */
export function ImagePanel({ report }: { report: DatasetReport }) {
  const { images, tokensTotal } = report;
  if (images === undefined) return null;
  const { widthMin, widthMax, heightMin, heightMax } = images;
  const formats = Object.entries(images.formats).toSorted(([, a], [, b]) => b - a);
  const shares = formatShares(formats.map(([, count]) => count));
  const largest = formats[0]?.[1] ?? 1;
  const areMixed = widthMax > 2 * widthMin || heightMax > 2 * heightMin;
  return (
    <Panel title="Sizes and formats">
      <KeyValues
        rows={[
          { label: 'Width', value: rangeOf(widthMin, widthMax) },
          { label: 'Height', value: rangeOf(heightMin, heightMax) },
          {
            label: 'Tokens of one pass',
            labelDetail: 'one for each 8 × 8 pixels, at most 256 for an image',
            value: <span className="whitespace-nowrap">{formatTokens(tokensTotal)}</span>,
          },
        ]}
      />
      <div className="mt-2 border-t border-line pt-3">
        <BarList
          label="Images by format"
          bars={formats.map(([format, count], index) => ({
            label: format.toUpperCase(),
            share: count / largest,
            value: formatCount(count),
            valueDetail: shares[index],
          }))}
        />
      </div>
      {areMixed && (
        <div className="mt-3">
          <Note tone="neutral">
            <b>The sizes differ.</b> Training scales every image to one size, which distorts those of another shape.
          </Note>
        </div>
      )}
    </Panel>
  );
}

function rangeOf(min: number, max: number): string {
  return min === max ? `${formatCount(min)} pixels` : `${formatCount(min)} – ${formatCount(max)} pixels`;
}
