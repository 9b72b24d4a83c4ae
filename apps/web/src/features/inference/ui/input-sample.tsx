import { useTranslations } from 'next-intl';
import type { InputLook } from '../server/inspect-input.ts';

interface InputSampleProps {
  look: InputLook;
  /** The one that is read; null: the whole row, or what the row names. */
  column: string | null;
}

const columnsShown = 6;

/** The first rows as they will be read. */
export function InputSample({ look, column }: InputSampleProps) {
  const t = useTranslations('inference');
  const names = column !== null ? [column] : look.columns.length === 0 ? [''] : look.columns.slice(0, columnsShown);
  const more = column === null ? look.columns.length - names.length : 0;
  return (
    <figure className="grid gap-1">
      <figcaption className="text-small text-fg-3">
        {t('sample.first', { count: look.samples.length, more })}
      </figcaption>
      <ol className="divide-y divide-line rounded-md border border-line bg-sunken">
        {look.samples.map((sample, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file keep their order
          <li key={index} className="px-3 py-2 text-small">
            <dl className="grid gap-x-3 gap-y-0.5 md:grid-cols-[minmax(80px,auto)_minmax(0,1fr)]">
              {names.map((name) => (
                <div key={name} className="contents">
                  {name !== '' && <dt className="truncate text-fg-3 max-md:mt-1">{name}</dt>}
                  <dd className={`[overflow-wrap:anywhere] ${name === '' ? 'md:col-span-2' : ''}`}>
                    {sample[name] === undefined || sample[name] === '' ? (
                      <span className="text-fg-3">{t('sample.nothing')}</span>
                    ) : (
                      sample[name]
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ol>
    </figure>
  );
}
