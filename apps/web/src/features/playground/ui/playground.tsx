'use client';

import { SquareTerminal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { TrialText } from '../../classification/server/list-trial-texts.ts';
import { ImageTrial } from '../../classification/ui/image-trial.tsx';
import { TextTrial } from '../../classification/ui/text-trial.tsx';
import { EmbeddingTrial } from '../../embedding/ui/embedding-trial.tsx';
import { ChatTrial } from '../../generation/ui/chat-trial.tsx';
import { CompletionTrial } from '../../generation/ui/completion-trial.tsx';
import { TableTrial } from '../../prediction/ui/table-trial.tsx';
import type { TrialTable } from '../../prediction/ui/trial-table.ts';
import { RecommendTrial } from '../../recommendation/ui/recommend-trial.tsx';
import type { TrialRecommender } from '../../recommendation/ui/trial-recommender.ts';
import type { TrialImage } from '../server/list-trial-images.ts';
import type { PlaygroundTarget, TrialContext } from './playground-target.ts';

interface PlaygroundProps extends Omit<TrialContext, 'target'> {
  /** null when there is nothing to call yet. */
  target: PlaygroundTarget | null;
  /** Of its training data, one a label. */
  texts: readonly TrialText[];
  images: readonly TrialImage[];
  /** What it reads; null for other models, and when its data is gone. */
  table: TrialTable | null;
  recommender: TrialRecommender | null;
}

/** A model is tried by what it answers to; what was written stays when another of the same kind is chosen. */
export function Playground(props: PlaygroundProps) {
  if (props.target === null) return <NothingToCall projectId={props.projectId} />;
  // What another run was sent stands in other fields.
  return <Trial key={props.run?.id} {...props} target={props.target} />;
}

function Trial({ target, texts, images, table, recommender, ...page }: PlaygroundProps & Pick<TrialContext, 'target'>) {
  const context = { ...page, target };
  switch (target.mode) {
    case 'texts':
      return <TextTrial context={context} examples={texts} />;
    case 'images':
      return <ImageTrial context={context} examples={images} />;
    case 'chat':
      return <ChatTrial context={context} />;
    case 'completion':
      return <CompletionTrial context={context} />;
    case 'embeddings':
      return <EmbeddingTrial context={context} />;
    case 'predict':
      return <TableTrial context={context} table={table} />;
    case 'recommend':
      return <RecommendTrial key={target.name} context={context} recommender={recommender} />;
  }
}

function NothingToCall({ projectId }: { projectId: string }) {
  const t = useTranslations('playground');
  return (
    <Page>
      <PageHeader title={t('title')} />
      <Panel>
        <EmptyState
          icon={<Icon of={SquareTerminal} />}
          title={t('emptyTitle')}
          actions={
            <LinkButton variant="primary" href={`/projects/${projectId}/fine-tuning/new`}>
              {t('fineTune')}
            </LinkButton>
          }
        >
          {t('emptyText')}
        </EmptyState>
      </Panel>
    </Page>
  );
}
