/** What the status page speaks of. */
export const platformComponents = ['api', 'calls', 'training', 'storage'] as const;
export type PlatformComponent = (typeof platformComponents)[number];

export const componentNames: Record<PlatformComponent, { name: string; about: string }> = {
  api: { name: 'API and dashboard', about: 'Answers at the public address, with database and queue behind it' },
  calls: { name: 'Model calls', about: 'A worker is there that answers calls of models' },
  training: { name: 'Training', about: 'A worker is there that takes fine-tuning jobs' },
  storage: { name: 'Files', about: 'Uploads and models can be written and read' },
};

export const incidentStates = ['INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED'] as const;
export type IncidentState = (typeof incidentStates)[number];
