'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { curlSnippet } from '../../endpoint/ui/call-snippets.ts';
import { focusFirstProblem } from '../../generation/ui/focus-first-problem.ts';
import type { TrialContext } from '../../playground/ui/playground-target.ts';
import { readRunInput } from '../../playground/ui/run-input.ts';
import { isSendKey, SendHint } from '../../playground/ui/send-hint.tsx';
import { TargetSelect } from '../../playground/ui/target-select.tsx';
import { TrialPage } from '../../playground/ui/trial-page.tsx';
import { useCall } from '../../playground/ui/use-call.ts';
import { RecommendResult } from './recommend-result.tsx';
import { RecommendationTable } from './recommendation-table.tsx';
import { type RecommendAsk, type Recommended, type RecommendRun, topKProblem } from './recommended.ts';
import type { TrialRecommender } from './trial-recommender.ts';

interface RecommendTrialProps {
  context: TrialContext;
  /** Whom the model knows; null when its data is gone. */
  recommender: TrialRecommender | null;
}

/** A user and what is recommended to them. */
export function RecommendTrial({ context, recommender }: RecommendTrialProps) {
  const t = useTranslations('recommendation');
  const kept = context.run === null ? null : readRunInput(context.run).recommend;
  const [user, setUser] = useState(kept?.user ?? recommender?.users[0] ?? '');
  const [topK, setTopK] = useState(String(kept?.topK ?? 10));
  const [includesSeen, setIncludesSeen] = useState(kept?.includesSeen ?? false);
  const [isChecked, setChecked] = useState(false);
  const [runs, setRuns] = useState<readonly RecommendRun[]>([]);
  const call = useCall<Recommended>(context, 'recommendations');
  const isNobody = user.trim() === '';
  const ask: RecommendAsk = { user: user.trim(), topK: Number(topK), includesSeen };
  const send = async (asked: RecommendAsk) => {
    if (asked.user === '' || topKProblem(t, topK) !== null) {
      flushSync(() => setChecked(true));
      focusFirstProblem();
      return;
    }
    const body = { user: asked.user, top_k: asked.topK, include_seen: asked.includesSeen };
    const answer = await call.run(body);
    if (answer !== null) setRuns((earlier) => [{ ...answer, ask: asked, at: new Date() }, ...earlier]);
  };
  const press = (event: KeyboardEvent) => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    void send(ask);
  };
  const [latest] = runs;
  const sent = {
    kind: 'recommendation' as const,
    user: isNobody ? t('userPlaceholder') : ask.user,
    topK: topKProblem(t, topK) === null ? ask.topK : 10,
    includesSeen,
  };
  return (
    <TrialPage context={context} call={sent} runId={latest?.runId ?? null}>
      <Columns stretch>
        <Column span={6}>
          <Panel title={t('user')} aside={<TargetSelect {...context} />}>
            {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the fields inside */}
            <div className="grid gap-4" onKeyDown={press}>
              <Field
                label={t('userId')}
                help={t('userHelp', {
                  where: recommender === null ? 'data' : 'column',
                  column: recommender?.userColumn ?? '',
                })}
                error={isChecked && isNobody ? t('userEmpty') : null}
              >
                <Input
                  value={user}
                  onChange={({ target }) => setUser(target.value)}
                  autoComplete="off"
                  spellCheck={false}
                  placeholder={t('userPlaceholder')}
                />
              </Field>
              {recommender !== null && (
                <Examples
                  users={recommender.users}
                  onChoose={(chosen) => {
                    setUser(chosen);
                    void send({ ...ask, user: chosen });
                  }}
                />
              )}
              <Field label={t('items')} help={t('itemsHelp')} error={isChecked ? topKProblem(t, topK) : null}>
                <Input
                  value={topK}
                  onChange={({ target }) => setTopK(target.value)}
                  inputMode="numeric"
                  autoComplete="off"
                />
              </Field>
              <Checkbox
                label={t('alsoSeen')}
                help={t('alsoSeenHelp')}
                checked={includesSeen}
                onCheckedChange={setIncludesSeen}
              />
              <div className="flex items-center justify-between gap-3">
                <SendHint />
                <Button
                  variant="primary"
                  isBusy={call.state !== 'idle'}
                  onClick={() => void send(ask)}
                  className="max-md:w-full"
                >
                  {t('recommend')}
                </Button>
              </div>
            </div>
          </Panel>
        </Column>
        <Column span={6}>
          <RecommendResult
            run={latest ?? null}
            recommender={recommender}
            call={call}
            onRetry={() => void send(ask)}
            organizationId={context.organizationId}
          />
        </Column>
      </Columns>
      <RecommendationTable
        runs={runs}
        curlOf={({ ask: asked }) =>
          curlSnippet({
            ...{ kind: 'recommendation', ...asked, model: context.target.name },
            baseUrl: `${context.publicUrl}/v1`,
          })
        }
      />
    </TrialPage>
  );
}

const usersShown = 8;

/** Of whom the data has most. One click asks for them. */
function Examples({ users, onChoose }: { users: readonly string[]; onChoose: (user: string) => void }) {
  const t = useTranslations('recommendation');
  if (users.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-fg-3">{t('fromData')}</span>
      {users.slice(0, usersShown).map((user) => (
        <Button key={user} size="small" onClick={() => onChoose(user)} className="max-w-40">
          <span className="truncate">{user}</span>
        </Button>
      ))}
    </div>
  );
}
