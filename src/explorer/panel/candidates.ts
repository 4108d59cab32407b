import { type JsonObject, isObject, listIn, objectIn, textIn } from '../api/json.ts';
import { send } from '../api/send.ts';

/** What one source says of a field. */
export interface Candidate {
  readonly backend: string;
  readonly backendField: string;
  readonly state: string;
  readonly value: unknown;
  readonly rawValue: unknown;
  readonly origin: string | null;
  readonly asOf: string | null;
}

export const PROVENANCE = `query Provenance($id: ID!, $fields: [String!]) {
  user(by: { id: $id }) {
    provenance(fields: $fields) {
      field
      candidates { backend backendField state value rawValue origin asOf }
    }
  }
}`;

/** What all sources of a field say, best first; a text says why nobody can tell. */
export async function loadCandidates(
  id: string,
  field: string,
): Promise<readonly Candidate[] | string> {
  const { response, problem } = await send({
    query: PROVENANCE,
    variables: { id, fields: [field] },
  });
  if (!response) return problem ?? 'Facet did not answer.';
  const user = objectIn(objectIn(response['data'])['user']);
  const row = listIn(user['provenance']).find(isObject);
  if (!row) return textIn(objectIn(listIn(response['errors'])[0])['message']) || 'Nobody is there.';
  return listIn(row['candidates']).filter(isObject).map(candidateOf);
}

export const candidateOf = (row: JsonObject): Candidate => ({
  backend: textIn(row['backend']),
  backendField: textIn(row['backendField']),
  state: textIn(row['state']),
  value: row['value'] ?? null,
  rawValue: row['rawValue'] ?? null,
  origin: textIn(row['origin']) || null,
  asOf: textIn(row['asOf']) || null,
});

/** What a state means to who looks for where a value is from. */
export const STATES: Readonly<Record<string, string>> = {
  CHOSEN: 'shown',
  AGREES: 'says the same',
  DIFFERS: 'says otherwise',
  EMPTY: 'has no value',
  INVALID: 'not understood',
  NOT_LINKED: 'no account there',
  NOT_FOUND: 'account is gone',
  UNAVAILABLE: 'failed just now',
  NOT_CONFIGURED: 'not configured',
};

/** A value in one line. */
export const shown = (value: unknown): string => lines(value).join(', ');

/** A value with each entry of a list by itself. */
export function lines(value: unknown): readonly string[] {
  if (value === null || value === undefined) return ['–'];
  if (Array.isArray(value)) return value.length > 0 ? value.map(shownItem) : ['none'];
  return [shownItem(value)];
}

/** An address or number says more than all that is known of it. */
function shownItem(item: unknown): string {
  if (typeof item === 'string') return item;
  const main = isObject(item) ? (item['address'] ?? item['number']) : null;
  return typeof main === 'string' ? main : JSON.stringify(item);
}
