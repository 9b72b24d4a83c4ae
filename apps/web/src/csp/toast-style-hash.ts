/** Of the style sheet that sonner inserts when it is loaded; its test compares it with the installed version. */
export const toastStyleHash = 'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY=';

/** sonner puts the element into the page before its text; an empty style sheet changes nothing. */
export const emptyStyleHash = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';
