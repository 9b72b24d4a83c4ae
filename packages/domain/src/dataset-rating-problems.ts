/** How a file of what users did, or one of its rows, is refused; see `dataset-problem.ts`. */
export const ratingProblems = {
  // The whole file.
  user_item_unclear: {
    message: 'It is not clear which column is the user and which is the item. Columns found: {columns}.',
    hint: 'Name the two columns "user" and "item" in the first line, or choose the user and the item column.',
  },
  column_for_two: {
    message: 'The column "{column}" cannot be both {first} and {second}.',
    hint: 'Choose one of them, and another column for the other.',
  },
  too_few_interactions: {
    message: 'None of the {users} users has rows with two different items.',
    hint: 'The last item of a user is held out to measure on, so some users need two items or more. Check that the user and the item column were chosen rightly.',
  },
  one_item: {
    message: 'Without the last row of each user, which is held out, all rows are of one item.',
    hint: 'Add rows with other items. Check that the user and the item column were chosen rightly.',
  },
  too_many_ids: {
    message: 'There are more than {idsMax} different {noun}s.',
    hint: 'Leave out rare users and items, or upload a sample of the users with all of their rows. Check that the user and the item column were chosen rightly.',
  },
  // One row.
  id_missing: {
    message: 'The row has no {noun} in the column "{column}".',
    hint: 'Fill it, or remove the row.',
  },
  id_not_scalar: {
    message: 'The {noun} in the column "{column}" is {kind}; it must be a text or a number.',
    hint: 'Write the id of one {noun} into each row.',
  },
  id_too_long: {
    message: 'The {noun} in the column "{column}" has {length} characters; at most {lengthMax} are allowed.',
    hint: 'Write a short id of the {noun}, not its description.',
  },
  rating_not_number: {
    message: 'The rating in the column "{column}" is {found}; it must be a number.',
    hint: 'Correct it, remove the row, or choose that no rating is read.',
  },
  time_missing: {
    message: 'The row has no time in the column "{column}".',
    hint: 'Give all rows a time, or choose that no time is read: then the order of the rows counts.',
  },
  time_unreadable: {
    message:
      'The time in the column "{column}" is {found}; it must be a number or a date such as 2026-11-25T10:00:00Z.',
    hint: 'Correct it, or choose that no time is read: then the order of the rows counts.',
  },
} as const;
