import type Stripe from 'stripe';
import { aggregate, countedEvents, windowSeconds } from '../billing/meter-usage.ts';
import type { Fake } from '../fake.ts';
import { invalidRequest } from '../http/api-error.ts';
import { listPage } from '../http/list-page.ts';
import { choice, expand, page, requiredText, text } from '../http/param-rules.ts';
import { type Route, route } from '../http/route.ts';
import { newId } from '../new-id.ts';
import { renderMeter } from '../render/render-meter.ts';
import type { MeterRecord } from '../state/records.ts';
import { emitEvent } from '../webhooks/emit-event.ts';

export const meterRoutes: Route[] = [
  route<Stripe.Billing.MeterCreateParams>({
    method: 'post',
    path: '/v1/billing/meters',
    params: {
      display_name: { kind: 'text', max: 250, required: true },
      event_name: { kind: 'text', max: 100, required: true },
      default_aggregation: {
        kind: 'object',
        required: true,
        of: { formula: { ...choice('sum', 'count', 'last'), required: true } },
      },
      customer_mapping: {
        kind: 'object',
        of: { event_payload_key: requiredText, type: { ...choice('by_id'), required: true } },
      },
      value_settings: { kind: 'object', of: { event_payload_key: requiredText } },
      event_time_window: choice('hour', 'day'),
      expand,
    },
    run: ({ fake, params }) => createMeter(fake, params),
  }),
  route<Stripe.Billing.MeterListParams>({
    method: 'get',
    path: '/v1/billing/meters',
    params: { ...page, status: choice('active', 'inactive') },
    run: ({ fake, params }) => {
      const records = Object.values(fake.state.meters).filter(
        ({ deactivatedAt }) => params.status === undefined || (deactivatedAt === null) === (params.status === 'active'),
      );
      return listPage(records, { url: '/v1/billing/meters', params, render: renderMeter });
    },
  }),
  route<Stripe.Billing.MeterRetrieveParams>({
    method: 'get',
    path: '/v1/billing/meters/:id',
    params: { expand },
    run: ({ fake, id }) => renderMeter(fake.meter(id)),
  }),
  route<Stripe.Billing.MeterUpdateParams>({
    method: 'post',
    path: '/v1/billing/meters/:id',
    params: { display_name: text, expand },
    run: ({ fake, id, params }) => {
      const meter = fake.meter(id);
      meter.displayName = params.display_name ?? meter.displayName;
      meter.updated = fake.now();
      emitEvent(fake, { type: 'billing.meter.updated', object: renderMeter(meter) }, { customer: null });
      return renderMeter(meter);
    },
  }),
  route<Stripe.Billing.MeterDeactivateParams>({
    method: 'post',
    path: '/v1/billing/meters/:id/deactivate',
    params: { expand },
    run: ({ fake, id }) => setActive(fake, fake.meter(id), false),
  }),
  route<Stripe.Billing.MeterReactivateParams>({
    method: 'post',
    path: '/v1/billing/meters/:id/reactivate',
    params: { expand },
    run: ({ fake, id }) => setActive(fake, fake.meter(id), true),
  }),
  route<Stripe.Billing.MeterListEventSummariesParams>({
    method: 'get',
    path: '/v1/billing/meters/:id/event_summaries',
    params: {
      ...page,
      customer: requiredText,
      start_time: { kind: 'integer', min: 0, required: true },
      end_time: { kind: 'integer', min: 0, required: true },
      value_grouping_window: choice('hour', 'day'),
    },
    run: ({ fake, id, params }) => listSummaries(fake, fake.meter(id), params),
  }),
];

function createMeter(fake: Fake, params: Stripe.Billing.MeterCreateParams): Stripe.Billing.Meter {
  const isTaken = Object.values(fake.state.meters).some(
    ({ eventName, deactivatedAt }) => eventName === params.event_name && deactivatedAt === null,
  );
  if (isTaken)
    throw invalidRequest(
      `An active meter with event name ${params.event_name} already exists.`,
      undefined,
      'event_name',
    );
  const meter: MeterRecord = {
    id: newId('mtr_test', 24),
    created: fake.now(),
    updated: fake.now(),
    displayName: params.display_name,
    eventName: params.event_name,
    formula: params.default_aggregation.formula as MeterRecord['formula'],
    customerKey: params.customer_mapping?.event_payload_key ?? 'stripe_customer_id',
    valueKey: params.value_settings?.event_payload_key ?? 'value',
    window: (params.event_time_window as MeterRecord['window'] | undefined) ?? null,
    deactivatedAt: null,
  };
  fake.state.meters[meter.id] = meter;
  emitEvent(fake, { type: 'billing.meter.created', object: renderMeter(meter) }, { customer: null });
  return renderMeter(meter);
}

function setActive(fake: Fake, meter: MeterRecord, isActive: boolean): Stripe.Billing.Meter {
  meter.deactivatedAt = isActive ? null : (meter.deactivatedAt ?? fake.now());
  meter.updated = fake.now();
  const object = renderMeter(meter);
  if (isActive) emitEvent(fake, { type: 'billing.meter.reactivated', object }, { customer: null });
  else emitEvent(fake, { type: 'billing.meter.deactivated', object }, { customer: null });
  return object;
}

/** One summary over the range, or one for each window that has events. */
function listSummaries(
  fake: Fake,
  meter: MeterRecord,
  params: Stripe.Billing.MeterListEventSummariesParams,
): Stripe.ApiList<Stripe.Billing.MeterEventSummary> {
  const { customer, start_time: start, end_time: end } = params;
  fake.customer(customer);
  const window = params.value_grouping_window as 'hour' | 'day' | undefined;
  const seconds = window === undefined ? 60 : windowSeconds[window];
  for (const [name, time] of Object.entries({ start_time: start, end_time: end })) {
    if (time % seconds !== 0)
      throw invalidRequest(`${name} must be aligned to a UTC ${window ?? 'minute'} boundary.`, undefined, name);
  }
  if (end <= start) throw invalidRequest('end_time must be after start_time.', undefined, 'end_time');
  const events = countedEvents(fake, { meter, customer, start, end });
  const size = window === undefined ? end - start : seconds;
  const groups = new Map<number, typeof events>();
  for (const event of events) {
    const from = start + Math.floor((event.timestamp - start) / size) * size;
    groups.set(from, [...(groups.get(from) ?? []), event]);
  }
  if (window === undefined && groups.size === 0) groups.set(start, []);
  const summaries = [...groups]
    .sort(([a], [b]) => a - b)
    .map(
      ([from, group]): Stripe.Billing.MeterEventSummary => ({
        id: `mtrusg_test_${meter.id}_${customer}_${from}_${from + size}`,
        object: 'billing.meter_event_summary',
        aggregated_value: aggregate(meter, group),
        end_time: from + size,
        livemode: false,
        meter: meter.id,
        start_time: from,
      }),
    );
  return listPage(summaries, {
    url: `/v1/billing/meters/${meter.id}/event_summaries`,
    params,
    render: (entry) => entry,
  });
}
