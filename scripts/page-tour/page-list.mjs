/**
 * Every page of the product with a name for its picture and who opens it: `nobody`, the `customer`, the `newcomer`
 * whose project is empty, the `suspended`, or the `operator`. The journey over all pages reads the same list.
 */
export function pageList({ customer, newcomer, suspended }) {
  return [
    ...openPages(),
    // First: the support session ends after an hour.
    ...supportPages(customer),
    ...customerPages(customer),
    ...emptyPages(newcomer),
    ...suspendedPages(suspended),
    ...operatorPages({ customer, suspended }),
  ];
}

function openPages() {
  const page = (name, path) => ({ name, path, who: 'nobody' });
  return [
    page('landing', '/'),
    page('pricing', '/pricing'),
    page('docs', '/docs/quick-start'),
    page('docs-api', '/docs/api'),
    page('status', '/status'),
    page('terms', '/terms'),
    page('privacy', '/privacy'),
    page('sign-in', '/sign-in'),
    page('sign-up', '/sign-up'),
    page('forgot-password', '/forgot-password'),
    page('reset-password-used-link', '/reset-password?token=used'),
    page('verify-email-used-link', '/verify-email?token=used'),
    page('sign-in-link', '/sign-in/link'),
    page('sign-in-used-link', '/sign-in/link?token=used'),
    page('sign-in-sso', '/sign-in/sso'),
    page('sign-in-code', '/sign-in/code'),
    page('change-email-used-link', '/change-email?token=used'),
  ];
}

/** The operator in the customer's organization. */
function supportPages({ projectId, organizationId }) {
  return [
    { name: 'support-overview', path: `/projects/${projectId}/overview`, who: 'operator' },
    { name: 'support-notifications', path: `/organizations/${organizationId}/notifications`, who: 'operator' },
  ];
}

function customerPages({ projectId, organizationId, ids }) {
  const page = (name, path) => ({ name, path: `/projects/${projectId}${path}`, who: 'customer' });
  return [
    page('overview', '/overview'),
    page('data', '/data'),
    page('data-new', '/data/new'),
    page('dataset', `/data/${ids.datasetId}`),
    page('dataset-chats', `/data/${ids.chatsId}`),
    page('dataset-chats-examples', `/data/${ids.chatsId}?tab=examples`),
    page('dataset-search', `/data/${ids.datasetId}?tab=examples&q=app`),
    page('dataset-split', `/data/${ids.datasetId}?tab=split`),
    page('dataset-duplicates', `/data/${ids.chatsId}?tab=duplicates`),
    page('dataset-versions', `/data/${ids.chatsId}?tab=versions&version=1`),
    page('dataset-used', `/data/${ids.datasetId}?tab=used`),
    page('fine-tuning', '/fine-tuning'),
    page('fine-tuning-new', `/fine-tuning/new?dataset=${ids.datasetId}`),
    page('job', `/fine-tuning/${ids.jobId}`),
    page('job-compare', `/fine-tuning/compare?jobs=${ids.jobId},${ids.cancelledJobId}`),
    page('models', '/models'),
    page('model', `/models/${ids.modelId}`),
    page('base-models', '/models?tab=base'),
    page('base-model', `/models/base/${ids.baseModelId}`),
    page('endpoints', '/endpoints'),
    page('endpoint', `/endpoints/${ids.endpointId}`),
    page('endpoint-week', `/endpoints/${ids.endpointId}?range=7d`),
    page('playground', '/playground'),
    page('playground-run', `/playground/runs/${ids.runId}`),
    page('playground-chat', '/playground?model=tiny-llama'),
    page('playground-encoder', '/playground?model=tiny-bert'),
    page('inference', '/inference'),
    page('inference-new', `/inference/new?file=${ids.rowsFileId}`),
    page('inference-job', `/inference/${ids.inferenceId}`),
    page('inference-job-failed', `/inference/${ids.failedInferenceId}`),
    page('evaluations', '/evaluations'),
    page('evaluation-new', `/evaluations/new?dataset=${ids.datasetId}`),
    page('evaluation', `/evaluations/${ids.evaluationId}`),
    page('evaluation-compare', `/evaluations/compare?first=${ids.firstEvaluationId}&second=${ids.secondEvaluationId}`),
    page('usage', '/usage'),
    page('api-keys', '/api-keys'),
    { name: 'project-archived', path: `/projects/${ids.archivedProjectId}/models`, who: 'customer' },
    { name: 'invitation-other-address', path: `/invitations/${ids.invitationToken}`, who: 'customer' },
    { name: 'invitation', path: `/invitations/${ids.invitationToken}`, who: 'nobody' },
    { name: 'invitation-unknown', path: '/invitations/unknown', who: 'nobody' },
    ...['profile', 'security', 'sessions'].map((page) => ({
      name: `account-${page}`,
      path: `/account/${page}`,
      who: 'customer',
    })),
    { name: 'organization-new', path: '/organizations/new', who: 'customer' },
    { name: 'notifications', path: `/organizations/${organizationId}/notifications`, who: 'customer' },
    { name: 'notification-choices', path: `/organizations/${organizationId}/notifications/choices`, who: 'customer' },
    { name: 'webhooks', path: `/organizations/${organizationId}/webhooks`, who: 'customer' },
    { name: 'webhook', path: `/organizations/${organizationId}/webhooks/${ids.webhookId}`, who: 'customer' },
    {
      name: 'webhook-delivery',
      path: `/organizations/${organizationId}/webhooks/${ids.webhookId}?delivery=${ids.deliveryId}`,
      who: 'customer',
    },
    ...['billing', 'usage', 'audit', 'members', 'projects', 'settings', 'single-sign-on'].map((page) => ({
      name: page === 'usage' ? 'total-usage' : page,
      path: `/organizations/${organizationId}/${page}`,
      who: 'customer',
    })),
  ];
}

/** The same lists before there is anything in them. */
function emptyPages({ projectId, organizationId }) {
  const page = (name, path) => ({ name: `${name}-empty`, path: `/projects/${projectId}${path}`, who: 'newcomer' });
  return [
    page('overview', '/overview'),
    page('data', '/data'),
    page('fine-tuning', '/fine-tuning'),
    page('fine-tuning-new', '/fine-tuning/new'),
    page('models', '/models'),
    page('base-models', '/models?tab=base'),
    page('endpoints', '/endpoints'),
    page('playground', '/playground'),
    page('inference', '/inference'),
    page('inference-new', '/inference/new'),
    page('evaluations', '/evaluations'),
    page('evaluation-new', '/evaluations/new'),
    page('usage', '/usage'),
    page('api-keys', '/api-keys'),
    { name: 'billing-empty', path: `/organizations/${organizationId}/billing`, who: 'newcomer' },
    { name: 'total-usage-empty', path: `/organizations/${organizationId}/usage`, who: 'newcomer' },
    { name: 'notifications-empty', path: `/organizations/${organizationId}/notifications`, who: 'newcomer' },
    { name: 'webhooks-empty', path: `/organizations/${organizationId}/webhooks`, who: 'newcomer' },
    { name: 'audit-empty', path: `/organizations/${organizationId}/audit?action=job.cancel`, who: 'newcomer' },
    { name: 'members-empty', path: `/organizations/${organizationId}/members?q=nobody`, who: 'newcomer' },
    { name: 'projects-empty', path: `/organizations/${organizationId}/projects?state=archived`, who: 'newcomer' },
    { name: 'not-found', path: '/operator', who: 'newcomer' },
  ];
}

function suspendedPages({ projectId, organizationId }) {
  return [
    { name: 'suspended-endpoints', path: `/projects/${projectId}/endpoints`, who: 'suspended' },
    { name: 'suspended-billing', path: `/organizations/${organizationId}/billing`, who: 'suspended' },
  ];
}

function operatorPages({ customer, suspended }) {
  const page = (name, path) => ({ name, path, who: 'operator' });
  return [
    page('operator', '/operator'),
    page('operator-jobs', '/operator?tab=jobs'),
    page('operator-job', `/operator?tab=jobs&job=${customer.ids.jobId}`),
    page('operator-jobs-empty', '/operator?tab=jobs&q=nobody'),
    page('operator-base-models', '/operator?tab=base-models'),
    page('operator-outbox', '/operator?tab=outbox'),
    page('operator-payments', '/operator?tab=payments'),
    page('operator-organizations', '/operator/organizations'),
    page('operator-organizations-empty', '/operator/organizations?q=nobody'),
    page('operator-organization', `/operator/organizations/${customer.organizationId}`),
    page('operator-organization-suspended', `/operator/organizations/${suspended.organizationId}`),
    page('operator-revenue', '/operator/revenue'),
    page('operator-revenue-empty', '/operator/revenue?from=2026-01-01&to=2026-01-02'),
    page('operator-prices', '/operator/prices'),
    page('operator-prices-old', '/operator/prices?book=1'),
    page('operator-site', '/operator/site'),
    page('operator-brand', '/operator/brand'),
  ];
}

/** The cookies of a person's browser for Playwright; none for `nobody`. */
export function cookiesOf(seeded, { who, url }) {
  const pairs = seeded[who]?.browser.cookie().split('; ') ?? [];
  return pairs.map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });
}
