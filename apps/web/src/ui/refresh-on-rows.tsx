'use client';

import type { RowEvent } from '@modelmint/domain/row-event';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useTransition } from 'react';
import { useRowEvents } from './use-row-events.ts';

/** `placeId` is that of a project or of an organization. */
type RefreshOnRowsProps = ({ projectId: string } | { placeId: string }) & {
  kinds: readonly RowEvent['kind'][];
  /**
   * What is shown is about to change, such as a job that runs. A change between the server's read and the first moment
   * of listening is then caught up with; without it, it would be missed.
   */
  isMoving?: boolean;
};

/** Renders the server's part of the page again when rows have changed: one read at a time, none is missed. */
export function RefreshOnRows({ kinds, isMoving = false, ...place }: RefreshOnRowsProps) {
  const placeId = 'projectId' in place ? place.projectId : place.placeId;
  const router = useRouter();
  const [isReading, read] = useTransition();
  const hasMore = useRef(false);
  const hasCaughtUp = useRef(false);
  const isLive = useRowEvents(placeId, kinds, () => {
    if (isReading) hasMore.current = true;
    else read(() => router.refresh());
  });
  useEffect(() => {
    if (!isLive || !isMoving || hasCaughtUp.current) return;
    hasCaughtUp.current = true;
    read(() => router.refresh());
  }, [isLive, isMoving, router]);
  useEffect(() => {
    if (isReading || !hasMore.current) return;
    hasMore.current = false;
    read(() => router.refresh());
  }, [isReading, router]);
  return null;
}
