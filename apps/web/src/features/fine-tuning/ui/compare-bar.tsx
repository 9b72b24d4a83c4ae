import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { comparedMax } from './compared-max.ts';

interface CompareBarProps {
  /** Of the list of jobs. */
  home: string;
  chosen: readonly string[];
  onClear: () => void;
}

/** Above the rows as soon as one is chosen. */
export function CompareBar({ home, chosen, onClear }: CompareBarProps) {
  const t = useTranslations('fineTuning');
  const isReady = chosen.length > 1 && chosen.length <= comparedMax;
  const why = chosen.length > comparedMax ? t('compare.atMost', { max: comparedMax }) : t('compare.oneMore');
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-b border-line bg-sunken px-4 py-2">
      <span role="status" className="text-fg-2">
        {isReady ? t('compare.chosen', { count: chosen.length }) : why}
      </span>
      <span className="flex gap-2">
        <Button size="small" onClick={onClear}>
          {t('compare.clear')}
        </Button>
        {isReady && (
          <LinkButton size="small" variant="primary" href={`${home}/compare?jobs=${chosen.join(',')}`}>
            {t('compare.action')}
          </LinkButton>
        )}
      </span>
    </div>
  );
}
