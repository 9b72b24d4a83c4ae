import type { KeyScope } from '@modelmint/domain/key-scope';
import type { Permission } from '@modelmint/domain/roles';

export const scopeWords: Record<KeyScope, { title: string; detail: string }> = {
  all: { title: 'Everything a key can do', detail: 'Calls, data, jobs, models and endpoints of this project.' },
  read: { title: 'Read only', detail: 'Sees files, jobs, models and usage; calls and changes nothing.' },
  chosen: { title: 'Chosen permissions', detail: 'Only what the code needs: a lost key can do no more.' },
};

/** What each permission lets a key do. */
export const permissionWords: Partial<Record<Permission, { label: string; help: string }>> = {
  'model.call': { label: 'Call models and endpoints', help: 'Metered: each call costs what its tokens cost.' },
  'project.read': {
    label: 'See files, jobs, models and results',
    help: 'Also downloads models and contents of files.',
  },
  'data.write': { label: 'Upload and delete files', help: 'Deleting a file takes its data sets along.' },
  'job.write': { label: 'Start and cancel jobs', help: 'Fine-tuning and inference jobs, which cost money.' },
  'model.write': { label: 'Delete models', help: 'Only models that no endpoint uses.' },
  'endpoint.write': { label: 'Change endpoints', help: 'Point a name at another model.' },
  'usage.read': { label: 'See usage', help: 'Tokens and spend of this project.' },
};
