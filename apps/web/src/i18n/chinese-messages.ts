import account from '../../messages/zh-CN/account.json';
import apiKey from '../../messages/zh-CN/apiKey.json';
import audit from '../../messages/zh-CN/audit.json';
import baseModel from '../../messages/zh-CN/baseModel.json';
import billing from '../../messages/zh-CN/billing.json';
import brand from '../../messages/zh-CN/brand.json';
import classification from '../../messages/zh-CN/classification.json';
import dataset from '../../messages/zh-CN/dataset.json';
import demo from '../../messages/zh-CN/demo.json';
import embedding from '../../messages/zh-CN/embedding.json';
import endpoint from '../../messages/zh-CN/endpoint.json';
import evaluation from '../../messages/zh-CN/evaluation.json';
import file from '../../messages/zh-CN/file.json';
import fineTuning from '../../messages/zh-CN/fineTuning.json';
import generation from '../../messages/zh-CN/generation.json';
import help from '../../messages/zh-CN/help.json';
import inference from '../../messages/zh-CN/inference.json';
import invitation from '../../messages/zh-CN/invitation.json';
import member from '../../messages/zh-CN/member.json';
import model from '../../messages/zh-CN/model.json';
import notification from '../../messages/zh-CN/notification.json';
import operator from '../../messages/zh-CN/operator.json';
import organization from '../../messages/zh-CN/organization.json';
import overview from '../../messages/zh-CN/overview.json';
import playground from '../../messages/zh-CN/playground.json';
import prediction from '../../messages/zh-CN/prediction.json';
import project from '../../messages/zh-CN/project.json';
import recommendation from '../../messages/zh-CN/recommendation.json';
import search from '../../messages/zh-CN/search.json';
import shell from '../../messages/zh-CN/shell.json';
import site from '../../messages/zh-CN/site.json';
import sso from '../../messages/zh-CN/sso.json';
import support from '../../messages/zh-CN/support.json';
import ui from '../../messages/zh-CN/ui.json';
import usage from '../../messages/zh-CN/usage.json';
import webhook from '../../messages/zh-CN/webhook.json';
import type { Messages } from './english-messages.ts';

/** Its keys are those of the English ones: the compiler compares them. */
export const chineseMessages: Messages = {
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
