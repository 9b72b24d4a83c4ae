/** How a row for text generation is refused; see `dataset-problem.ts`. */
export const generationProblems = {
  row_unclear: {
    message: 'The row is neither "messages", nor "prompt" and "completion", nor "text". Fields found: {columns}.',
    hint: 'Write {"messages": [{"role": "user", "content": "…"}, {"role": "assistant", "content": "…"}]} or {"prompt": "…", "completion": "…"}.',
  },
  text_not_alone: {
    message: 'The row has "text" beside other fields, which would be lost: {columns}.',
    hint: 'To have one field written from the other, choose both as text and label column, or name them "prompt" and "completion". To learn plain text, leave only "text".',
  },
  prompt_columns_unclear: {
    message: 'There are no columns "prompt" and "completion". Columns found: {columns}.',
    hint: 'Name the two columns so, or choose the column that the model is given as text and the one that it is to write as label.',
  },
  field_missing: {
    message: 'The field "{field}" is missing.',
    hint: 'Give each row "prompt" and "completion", or "messages".',
  },
  field_not_string: {
    message: 'The field "{field}" is not a string but {kind}.',
    hint: 'Put the text in double quotes. A conversation goes into "messages".',
  },
  field_empty: {
    message: 'The field "{field}" is empty, so that there is nothing to learn.',
    hint: 'Remove the row or fill in what the model is to write.',
  },
  messages_not_list: {
    message: 'The field "messages" is {kind}; it must be a list with at least one message.',
    hint: 'Write {"messages": [{"role": "user", "content": "…"}, {"role": "assistant", "content": "…"}]}.',
  },
  message_invalid: {
    message: 'Message {number} cannot be used: {reason}.',
    hint: 'A message is {"role": "system", "user", "assistant" or "tool", "content": "…"}; only an assistant message that calls tools may go without content.',
  },
  tools_invalid: {
    message: 'The field "tools" cannot be used: {reason}.',
    hint: 'Write a list of {"type": "function", "function": {"name": "…", "parameters": {…}}}, or leave "tools" out.',
  },
  answer_not_last: {
    message: 'The last message is from "{role}", not from the assistant.',
    hint: 'End each conversation with the answer that the model is to learn; leave out what follows it.',
  },
  no_answer_counts: {
    message: 'All assistant messages have the weight 0, so that there is nothing to learn.',
    hint: 'Give at least one of them the weight 1, or leave "weight" out.',
  },
  too_few_rows: {
    message: 'There are too few different rows: {found}, at least {needed} are needed.',
    hint: 'One row must be held out to measure what was learnt. Add rows; a tuned model seldom gains from fewer than 50.',
  },
} as const;
