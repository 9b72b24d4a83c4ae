import type Stripe from 'stripe';
import type { MeterEventRecord, MeterRecord } from '../state/records.ts';

export function renderMeter(meter: MeterRecord): Stripe.Billing.Meter {
  return {
    id: meter.id,
    object: 'billing.meter',
    created: meter.created,
    customer_mapping: { event_payload_key: meter.customerKey, type: 'by_id' },
    default_aggregation: { formula: meter.formula },
    display_name: meter.displayName,
    event_name: meter.eventName,
    event_time_window: meter.window,
    livemode: false,
    status: meter.deactivatedAt === null ? 'active' : 'inactive',
    status_transitions: { deactivated_at: meter.deactivatedAt },
    updated: meter.updated,
    value_settings: { event_payload_key: meter.valueKey },
  };
}

export function renderMeterEvent(event: MeterEventRecord): Stripe.Billing.MeterEvent {
  return {
    object: 'billing.meter_event',
    created: event.receivedAt,
    event_name: event.eventName,
    identifier: event.identifier,
    livemode: false,
    payload: event.payload,
    timestamp: event.timestamp,
  };
}
