import type Stripe from 'stripe';
import { missingResource } from './api-error.ts';

export interface PageParams {
  limit?: number;
  starting_after?: string;
  ending_before?: string;
}

const limitDefault = 10;

/** One page of the records, which come in the order of their making: newest first. */
export function listPage<T extends { id: string }, R>(
  records: T[],
  options: { url: string; params: PageParams; render: (record: T) => R },
): Stripe.ApiList<R> {
  const { url, params, render } = options;
  const newest = records.toReversed();
  const limit = params.limit ?? limitDefault;
  const [from, to] = bounds(newest, { params, limit });
  return {
    object: 'list',
    data: newest.slice(from, to).map(render),
    has_more: params.ending_before === undefined ? to < newest.length : from > 0,
    url,
  };
}

function bounds(records: { id: string }[], { params, limit }: { params: PageParams; limit: number }): [number, number] {
  if (params.ending_before !== undefined) {
    const end = indexOf(records, params.ending_before, 'ending_before');
    return [Math.max(0, end - limit), end];
  }
  const start = params.starting_after === undefined ? 0 : indexOf(records, params.starting_after, 'starting_after') + 1;
  return [start, Math.min(records.length, start + limit)];
}

function indexOf(records: { id: string }[], id: string, param: string): number {
  const index = records.findIndex((record) => record.id === id);
  if (index < 0) throw missingResource('object', id, param);
  return index;
}

export type CreatedFilter = number | { gt?: number; gte?: number; lt?: number; lte?: number };

export function isCreatedIn(created: number, filter: CreatedFilter | undefined): boolean {
  if (filter === undefined) return true;
  if (typeof filter === 'number') return created === filter;
  return (
    created > (filter.gt ?? Number.NEGATIVE_INFINITY) &&
    created >= (filter.gte ?? Number.NEGATIVE_INFINITY) &&
    created < (filter.lt ?? Number.POSITIVE_INFINITY) &&
    created <= (filter.lte ?? Number.POSITIVE_INFINITY)
  );
}
