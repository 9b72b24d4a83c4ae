import type Stripe from 'stripe';
import type { Fake } from '../fake.ts';
import { ApiError } from '../http/api-error.ts';
import { choice, expand, type ParamTable, requiredText, time } from '../http/param-rules.ts';
import { type Route, route } from '../http/route.ts';
import { newId } from '../new-id.ts';
import { renderMeterEvent } from '../render/render-meter.ts';
import type { Metadata, MeterEventRecord, MeterRecord } from '../state/records.ts';

const daySeconds = 86_400;
const pastMaxSeconds = 35 * daySeconds;
const futureMaxSeconds = 300;
const digitsMax = 15;

const createParams = {
  event_name: { kind: 'text', max: 100, required: true },
  payload: { kind: 'map', required: true },
  identifier: { kind: 'text', max: 100 },
  timestamp: time,
  expand,
} satisfies ParamTable<Stripe.Billing.MeterEventCreateParams>;

export const meterEventRoutes: Route[] = [
  route<Stripe.Billing.MeterEventCreateParams>({
    method: 'post',
    path: '/v1/billing/meter_events',
    params: createParams,
    run: ({ fake, params }) => receiveEvent(fake, params),
  }),
  route<Stripe.Billing.MeterEventAdjustmentCreateParams>({
    method: 'post',
    path: '/v1/billing/meter_event_adjustments',
    params: {
      event_name: requiredText,
      type: { ...choice('cancel'), required: true },
      cancel: { kind: 'object', of: { identifier: requiredText }, required: true },
      expand,
    },
    run: ({ fake, params }) => cancelEvent(fake, params),
  }),
];

function receiveEvent(fake: Fake, params: Stripe.Billing.MeterEventCreateParams): Stripe.Billing.MeterEvent {
  const meter = Object.values(fake.state.meters).find(
    ({ eventName, deactivatedAt }) => eventName === params.event_name && deactivatedAt === null,
  );
  if (meter === undefined)
    throw refusal(`No active meter found with event name ${params.event_name}.`, 'no_meter', 'event_name');
  const customer = customerOf(fake, meter, params.payload);
  const timestamp = params.timestamp ?? fake.now();
  checkTimestamp(fake, customer, timestamp);
  const value = readMeterValue(meter, params.payload);
  const identifier = params.identifier ?? newId('mtr_evt', 24);
  const isKnown = fake.state.meterEvents.some(
    (event) => event.identifier === identifier && fake.now() - event.receivedAt < daySeconds,
  );
  if (isKnown) throw refusal(`An event already exists with identifier ${identifier}.`, undefined, 'identifier');
  const event: MeterEventRecord = {
    identifier,
    meter: meter.id,
    eventName: meter.eventName,
    customer,
    payload: params.payload,
    value,
    timestamp,
    receivedAt: fake.now(),
    isCancelled: false,
  };
  fake.state.meterEvents.push(event);
  return renderMeterEvent(event);
}

function customerOf(fake: Fake, meter: MeterRecord, payload: Metadata): string {
  const id = payload[meter.customerKey];
  if (id === undefined)
    throw refusal(`The payload has no ${meter.customerKey}.`, 'meter_event_no_customer_defined', 'payload');
  const customer = fake.state.customers[id];
  if (customer === undefined || customer.deleted)
    throw refusal(`No such customer: '${id}'.`, 'meter_event_customer_not_found', `payload[${meter.customerKey}]`);
  return id;
}

/** Real Stripe also documents decimals; the product sends whole numbers, so anything else is a fault to see at once. */
function readMeterValue(meter: MeterRecord, payload: Metadata): number {
  if (meter.formula === 'count') return 1;
  const text = payload[meter.valueKey];
  const param = `payload[${meter.valueKey}]`;
  if (text === undefined || !/^-?\d+$/.test(text))
    throw refusal(`The value ${text ?? '(missing)'} is not a whole number.`, 'meter_event_invalid_value', param);
  if (text.replace(/^-?0*/, '').length > digitsMax)
    throw refusal(`The value has more than ${digitsMax} digits.`, 'meter_event_value_too_many_digits', param);
  return Number(text);
}

/** Measured with real time, and for a customer whose clock is ahead also with that clock. */
function checkTimestamp(fake: Fake, customer: string, timestamp: number): void {
  if (timestamp < fake.now() - pastMaxSeconds)
    throw refusal('The timestamp is more than 35 days in the past.', 'timestamp_too_far_in_past', 'timestamp');
  if (timestamp > fake.clockOf(customer) + futureMaxSeconds)
    throw refusal('The timestamp is more than 5 minutes in the future.', 'timestamp_in_future', 'timestamp');
}

function cancelEvent(
  fake: Fake,
  params: Stripe.Billing.MeterEventAdjustmentCreateParams,
): Stripe.Billing.MeterEventAdjustment {
  const identifier = params.cancel?.identifier ?? '';
  const event = fake.state.meterEvents.findLast(
    (entry) => entry.identifier === identifier && entry.eventName === params.event_name,
  );
  if (event === undefined)
    throw refusal(`No event found with identifier ${identifier}.`, 'resource_missing', 'cancel[identifier]');
  if (fake.now() - event.receivedAt > daySeconds)
    throw refusal('Events can be cancelled within 24 hours of their receipt.', undefined, 'cancel[identifier]');
  event.isCancelled = true;
  return {
    object: 'billing.meter_event_adjustment',
    cancel: { identifier },
    event_name: event.eventName,
    livemode: false,
    status: 'complete',
    type: 'cancel',
  };
}

/** A refused event stays refused: Stripe tells the client so. */
function refusal(message: string, code: string | undefined, param: string): ApiError {
  return new ApiError(message, {
    status: 400,
    type: 'invalid_request_error',
    param,
    headers: { 'stripe-should-retry': 'false' },
    ...(code === undefined ? {} : { code }),
  });
}
