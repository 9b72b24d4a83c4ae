import { register } from 'tsx/esm/api';
import { answerTokensMax } from './answer-chats.mjs';

process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
register();
const ml = (name) => import(`../../packages/ml/src/${name}.ts`);

/** What a base with a downloaded adapter answers, greedily, with nothing of the platform running. */
export async function answerHere({ modelFolder, adapter, chats, isZero }) {
  const { openEngine } = await ml('engine/open-engine');
  const { defaultCacheFolder } = await ml('engine/default-cache-folder');
  const { loadCausalLm } = await ml('causal-lm/load-causal-lm');
  const { loadTokenizer } = await ml('tokenizer/load-tokenizer');
  const { loadChatTemplate } = await ml('chat-template/load-chat-template');
  const { renderChat } = await ml('chat-template/render-chat');
  const { templateTokens } = await ml('chat-template/encode-chat');
  const { generate } = await ml('generation/generate');
  const { findTurnEnd } = await ml('chat-template/find-turn-end');
  const { readGenerationDefaults } = await ml('generation/read-generation-defaults');
  const engine = await openEngine({ cacheFolder: defaultCacheFolder(process.env) });
  const model = await loadCausalLm({ engine, folder: modelFolder, ...(isZero ? {} : { adapterFolder: adapter }) });
  // What the adapter's folder holds is what its customer has: tokenizer and template are taken from there.
  const tokenizer = await loadTokenizer(adapter);
  const template = await loadChatTemplate(adapter);
  const defaults = await readGenerationDefaults(modelFolder);
  const turnEnd = findTurnEnd(tokenizer, template);
  const eosIds = [...defaults.eosIds, ...turnEnd.ids];
  const texts = [];
  for (const { messages } of chats) {
    const prompt = renderChat(template, { messages, addGenerationPrompt: true, ...templateTokens(tokenizer) });
    const promptIds = tokenizer.encode(prompt, { addSpecialTokens: false });
    const request = {
      promptIds,
      maxTokens: answerTokensMax,
      sampling: { temperature: 0 },
      stop: turnEnd.stops,
      eosIds,
    };
    let text = '';
    for await (const event of generate(model, tokenizer, request)) if (event.kind === 'delta') text += event.text;
    texts.push(text);
  }
  model.dispose();
  return texts;
}
