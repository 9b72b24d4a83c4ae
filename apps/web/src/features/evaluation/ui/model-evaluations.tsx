import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { KeyValues } from '../../../ui/key-values.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { ListedEvaluation } from '../server/evaluation-view.ts';
import { formatFigure } from './format-figure.ts';

interface ModelEvaluationsProps {
  projectId: string;
  model: string;
  /** The newest ones of the model that have figures. */
  evaluations: readonly ListedEvaluation[];
  canWrite: boolean;
}

/** On the page of a model: what it reached on rows that were not trained on. */
export function ModelEvaluations({ projectId, model, evaluations, canWrite }: ModelEvaluationsProps) {
  const t = useTranslations('evaluation');
  const home = `/projects/${projectId}/evaluations`;
  return (
    <Panel
      title={t('list.title')}
      aside={
        canWrite && (
          <LinkButton size="small" href={`${home}/new?model=${encodeURIComponent(model)}`}>
            {t('list.new')}
          </LinkButton>
        )
      }
    >
      {evaluations.length === 0 ? (
        <p className="text-pretty text-fg-2">{t('list.empty.text')}</p>
      ) : (
        <KeyValues
          rows={evaluations.flatMap(({ id, title, head, datasetName, versionNumber, part }) => {
            if (head === null) return [];
            return [
              {
                label: (
                  <Link className="link" href={`${home}/${id}`}>
                    {title}
                  </Link>
                ),
                labelDetail: t('data.full', { name: datasetName, number: versionNumber, part: t(`part.${part}`) }),
                value: formatFigure(head.name, head.value),
                valueDetail: t(`figure.${head.name}`),
              },
            ];
          })}
        />
      )}
    </Panel>
  );
}
