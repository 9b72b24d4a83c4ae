/** What the status page speaks of. */
export const platformComponents = ['api', 'calls', 'training', 'storage'] as const;
export type PlatformComponent = (typeof platformComponents)[number];

export const incidentStates = ['INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED'] as const;
export type IncidentState = (typeof incidentStates)[number];
