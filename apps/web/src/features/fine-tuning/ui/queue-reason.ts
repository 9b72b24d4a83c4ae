import type { QueuePlace } from '@modelmint/db/system/queue-place';

/** Why a job waits, in one sentence. */
export function queueReason({ reason, ownRunning, ownLimit, place, waiting }: QueuePlace): string {
  switch (reason) {
    case 'own_limit':
      if (ownLimit === 1) return 'Your plan trains one job at once, and one is running. This one starts when it ends.';
      return `Your organization trains ${ownRunning} of the ${ownLimit} jobs that its plan allows at once. This one starts when one of them ends.`;
    case 'suspended':
      return 'The operator of this platform has suspended your organization. It starts when they lift that.';
    case 'no_worker':
      return 'No worker is there to train it. It starts by itself when one comes back; you are not charged for waiting.';
    case 'others_first':
      return `${place - 1} of ${waiting} waiting jobs are before it: organizations take turns, so that nobody waits for another one's long list.`;
    case 'workers_busy':
      return 'It is next. All workers are training; it starts as soon as one is free.';
    case 'next':
      return 'It is next and starts now.';
  }
}
