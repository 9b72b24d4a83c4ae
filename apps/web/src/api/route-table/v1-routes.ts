import { callsModel, type RouteIds, type RouteRows, reads, readsOne, writes, writesOne } from './route-row.ts';

const job = (ids: RouteIds) => ({ model: 'text-classifier-lstm', training_file: ids.file });
const batch = ({ batchFile }: RouteIds) => ({
  input_file_id: batchFile,
  endpoint: '/v1/classifications',
  completion_window: '24h',
});

function fileForm(): FormData {
  const form = new FormData();
  form.set('purpose', 'fine-tune');
  form.set('file', new File(['{"text":"good","label":"good"}\n'], 'rows.jsonl'));
  return form;
}

/** Below /v1 and /p/:project/v1, with a key. One line for each route. */
export const v1Routes: RouteRows = {
  'POST /files': writes('data.write', 'file.upload', fileForm),
  'GET /files': reads('project.read'),
  'GET /files/:file_id': readsOne('project.read'),
  'GET /files/:file_id/content': readsOne('project.read'),
  'DELETE /files/:file_id': writesOne('data.write', 'file.delete'),
  'POST /fine_tuning/jobs': writesOne('job.write', 'job.create', job),
  'GET /fine_tuning/jobs': reads('project.read'),
  'GET /fine_tuning/jobs/:fine_tuning_job_id': readsOne('project.read'),
  'POST /fine_tuning/jobs/:fine_tuning_job_id/cancel': writesOne('job.write', 'job.cancel'),
  'GET /fine_tuning/jobs/:fine_tuning_job_id/events': readsOne('project.read'),
  'GET /fine_tuning/jobs/:fine_tuning_job_id/checkpoints': readsOne('project.read'),
  'POST /batches': writesOne('job.write', 'inference.create', batch),
  'GET /batches': reads('project.read'),
  'GET /batches/:batch_id': readsOne('project.read'),
  'POST /batches/:batch_id/cancel': writesOne('job.write', 'inference.cancel'),
  'GET /models': reads('project.read'),
  'GET /models/:model{.+}': readsOne('project.read'),
  'DELETE /models/:model{.+}': writesOne('model.write', 'model.delete'),
  'POST /classifications': callsModel(({ model }) => ({ model, input: 'x' })),
  'POST /predictions': callsModel(({ table }) => ({ model: table, input: { age: 1 } })),
  'POST /recommendations': callsModel(({ recommender }) => ({ model: recommender, user: 'ann' })),
  'POST /chat/completions': callsModel(({ base }) => ({ model: base, messages: [{ role: 'user', content: 'x' }] })),
  'POST /completions': callsModel(({ base }) => ({ model: base, prompt: 'x' })),
  'POST /embeddings': callsModel(({ base }) => ({ model: base, input: 'x' })),
};
