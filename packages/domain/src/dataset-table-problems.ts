/** How a table or one of its rows is refused; see `dataset-problem.ts`. */
export const tableProblems = {
  // The whole file.
  target_unclear: {
    message: 'It is not clear which column is to be predicted. Columns found: {columns}.',
    hint: 'Choose the target column, or name it "target".',
  },
  column_twice: {
    message: 'Two columns have the name "{column}".',
    hint: 'Give each column a name of its own.',
  },
  column_name_too_long: {
    message: 'The name of column {number} has {length} characters; at most {lengthMax} are allowed.',
    hint: 'Shorten it. If it is no name, the file lacks a header: put the names of the columns into the first line.',
  },
  column_name_reserved: {
    message: 'No column can have the name "{column}".',
    hint: 'Give it another name.',
  },
  no_input_columns: {
    message: 'No column is left to predict "{column}" from: ignored are {ignored}.',
    hint: 'Give a column the role numeric or categorical. To learn from a text, choose text classification.',
  },
  columns_constant: {
    message: 'Every column but "{column}" is the same in all rows, or ignored, so that there is nothing to learn from.',
    hint: 'Add a column in which the rows differ, or give an ignored one the role numeric or categorical.',
  },
  column_all_missing: {
    message: 'No row has a value in the column "{columns}".',
    hint: 'Fill it, or give it the role ignored.',
  },
  one_value: {
    message: 'All rows have the same value in "{column}", {value}.',
    hint: 'Add rows with other values, or choose another target.',
  },
  target_too_many_labels: {
    message: 'The target has more than {labelsMax} different labels; "{label}" is one too many.',
    hint: 'If it holds numbers, choose that values are predicted; else choose another target, or merge rare labels.',
  },
  too_few_rows_of_label: {
    message: 'The label "{label}" has too few different rows: {found}, at least {needed} are needed.',
    hint: 'Add rows for it, correct it if it is misspelt (line {line}), or remove its rows. If the target holds numbers, choose that values are predicted.',
  },
  table_too_small: {
    message: 'There are too few different rows: {found}, at least {needed} are needed.',
    hint: 'One row must be held out to measure what was learnt. Add rows, better 100 than 10.',
  },
  nothing_held_out: {
    message: 'Each row is needed for training, since each has something that no other has; none can be held out.',
    hint: 'Add rows, or give columns with hardly any values the role ignored.',
  },
  // One row.
  target_missing: {
    message: 'The row has no value in the target "{column}".',
    hint: 'Fill it, or remove the row.',
  },
  cell_not_number: {
    message: 'The column "{column}" is numeric but holds "{found}".',
    hint: 'Write a plain number such as 1234.5, leave the cell empty where its value is not known, or give the column the role categorical.',
  },
  number_too_large: {
    message: 'The column "{column}" holds {found}, which is too large to compute with.',
    hint: 'Correct it, leave the cell empty, or write the column in another unit.',
  },
  cell_not_scalar: {
    message: 'The column "{column}" holds {kind}; a cell is a text, a number, a truth value or null.',
    hint: 'Give each value a column of its own, or give the column the role ignored.',
  },
  cell_too_long: {
    message: 'The column "{column}" holds a text of {length} characters; at most {lengthMax} are allowed.',
    hint: 'A categorical column has few different short values: give texts the role ignored.',
  },
  columns_unknown: {
    message: 'The row has columns that none of the first {rows} rows has: {columns}.',
    hint: 'Give the first row all columns, with null where a value is not known.',
  },
} as const;
