import account from '../../messages/en/account.json';
import apiKey from '../../messages/en/apiKey.json';
import audit from '../../messages/en/audit.json';
import baseModel from '../../messages/en/baseModel.json';
import billing from '../../messages/en/billing.json';
import brand from '../../messages/en/brand.json';
import classification from '../../messages/en/classification.json';
import dataset from '../../messages/en/dataset.json';
import demo from '../../messages/en/demo.json';
import embedding from '../../messages/en/embedding.json';
import endpoint from '../../messages/en/endpoint.json';
import evaluation from '../../messages/en/evaluation.json';
import file from '../../messages/en/file.json';
import fineTuning from '../../messages/en/fineTuning.json';
import generation from '../../messages/en/generation.json';
import help from '../../messages/en/help.json';
import inference from '../../messages/en/inference.json';
import invitation from '../../messages/en/invitation.json';
import member from '../../messages/en/member.json';
import model from '../../messages/en/model.json';
import notification from '../../messages/en/notification.json';
import operator from '../../messages/en/operator.json';
import organization from '../../messages/en/organization.json';
import overview from '../../messages/en/overview.json';
import playground from '../../messages/en/playground.json';
import prediction from '../../messages/en/prediction.json';
import project from '../../messages/en/project.json';
import recommendation from '../../messages/en/recommendation.json';
import search from '../../messages/en/search.json';
import shell from '../../messages/en/shell.json';
import site from '../../messages/en/site.json';
import sso from '../../messages/en/sso.json';
import support from '../../messages/en/support.json';
import ui from '../../messages/en/ui.json';
import usage from '../../messages/en/usage.json';
import webhook from '../../messages/en/webhook.json';

/** One namespace for each feature; `ui` is the kit, `shell` the frame. */
export const englishMessages = {
  account,
  apiKey,
  audit,
  baseModel,
  billing,
  brand,
  classification,
  dataset,
  demo,
  embedding,
  endpoint,
  evaluation,
  file,
  fineTuning,
  generation,
  help,
  inference,
  invitation,
  member,
  model,
  notification,
  operator,
  organization,
  overview,
  playground,
  prediction,
  project,
  recommendation,
  search,
  shell,
  site,
  sso,
  support,
  ui,
  usage,
  webhook,
};

export type Messages = typeof englishMessages;
