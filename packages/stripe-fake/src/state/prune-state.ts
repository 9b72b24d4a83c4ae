import type { Fake } from '../fake.ts';
import { pruneAnswers } from '../http/keep-answers.ts';

/** Stripe keeps events for 30 days too. */
const eventDaysMs = 30 * 24 * 3600 * 1000;

/** Lets go of what nobody can ask for any more. */
export function pruneState(fake: Fake): void {
  pruneAnswers(fake);
  for (const event of Object.values(fake.state.events)) {
    const isOld = fake.nowMs() - event.delivery.queuedAtMs > eventDaysMs;
    if (isOld && event.delivery.state !== 'pending') delete fake.state.events[event.id];
  }
}
