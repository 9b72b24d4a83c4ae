import type { QueuePlace } from '@modelmint/db/system/queue-place';
import type { Translate } from '../../../i18n/translate.ts';

/** Why a job waits, in one sentence. */
export function queueReason(
  t: Translate<'fineTuning'>,
  { reason, ownRunning, ownLimit, place, waiting }: QueuePlace,
): string {
  switch (reason) {
    case 'own_limit':
      if (ownLimit === 1) return t('queue.ownOnly');
      return t('queue.ownLimit', { running: ownRunning, limit: ownLimit });
    case 'suspended':
      return t('queue.suspended');
    case 'no_worker':
      return t('queue.noWorker');
    case 'others_first':
      return t('queue.othersFirst', { before: place - 1, waiting });
    case 'workers_busy':
      return t('queue.workersBusy');
    case 'next':
      return t('queue.next');
  }
}
