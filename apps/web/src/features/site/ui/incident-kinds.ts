import type { IncidentState } from '@modelmint/domain/platform-component';
import type { StatusKind } from '../../../ui/status.tsx';

/** How a state of an incident looks. */
export const incidentKinds: Record<IncidentState, StatusKind> = {
  INVESTIGATING: 'investigating',
  IDENTIFIED: 'identified',
  MONITORING: 'monitoring',
  RESOLVED: 'resolved',
};
