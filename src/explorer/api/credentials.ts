/** Of this tab alone, and only as long as it is open: another page of this server cannot read it after that. */
const PLACE = 'facet:credentials';

/** A key or a token; `null` when none was typed. */
export const keptCredentials = (): string | null => sessionStorage.getItem(PLACE);

export const keepCredentials = (text: string): void => sessionStorage.setItem(PLACE, text);

export const forgetCredentials = (): void => sessionStorage.removeItem(PLACE);

/** The header for every request to Facet. */
export function authorization(): Readonly<Record<string, string>> {
  const kept = keptCredentials();
  return kept === null ? {} : { authorization: `Bearer ${kept}` };
}
