import type { RecommenderSpec } from '@modelmint/domain/recommender-spec';
import type { InteractionFacts } from '@modelmint/ml/recommender/train-recommender';
import type { NoteMade } from './train-message.ts';

type Ranking = Pick<RecommenderSpec, 'objective' | 'evaluationUsersMax'>;

/** What the job's history says of the interactions before anything is trained. */
export function tellInteractions(facts: InteractionFacts, { objective, evaluationUsersMax }: Ranking): NoteMade[] {
  const { users, validationRows: heldOut, replacedRows: replaced } = facts;
  const messages = [`The last interaction of ${count(heldOut, 'user')} is held out.`];
  if (users > heldOut) messages[0] += ` ${count(users - heldOut, 'user')} with a single one: it is trained on.`;
  if (replaced > 0)
    messages.push(
      `${count(replaced, 'interaction')} not trained on: a later one has the same user and item and takes its place.`,
    );
  if (objective !== 'squared-error' && heldOut > evaluationUsersMax)
    messages.push(`Each evaluation ranks for ${count(evaluationUsersMax, 'user')} of them, always the same.`);
  return messages.map((message) => ({ kind: 'note', level: 'info', message }));
}

const count = (amount: number, noun: string) => `${amount.toLocaleString('en-US')} ${noun}${amount === 1 ? '' : 's'}`;
