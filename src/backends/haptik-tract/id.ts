export const ID_RULE =
  'An id at HAPTIK_TRACT is not blank, and a text that can be kept: no NUL in it.';

/** Not blank, and what a text can hold everywhere. */
export const isId = (id: string): boolean =>
  id.trim() !== '' && !id.includes('\0') && id.isWellFormed();
