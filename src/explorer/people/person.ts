import { type JsonObject, isObject, listIn, objectIn, textIn } from '../api/json.ts';
import { send } from '../api/send.ts';
import { type Trace, readTrace } from '../api/trace.ts';
import { type Candidate, candidateOf } from '../panel/candidates.ts';

/** The query behind a person's page; it stands ready in GraphiQL by a link. */
export const PERSON = `query Person($by: UserBy!) {
  user(by: $by) {
    id
    displayName
    accounts {
      id
      backend
      ref
      origin
      asOf
      ... on EmeritusAccount {
        corpId
      }
    }
    provenance {
      field
      candidates {
        backend
        backendField
        state
        value
        rawValue
        origin
        asOf
      }
    }
    history(first: 50) {
      nodes {
        kind
        at
        actor
        evidence
        backend
        ref
      }
    }
    possibleDuplicates {
      user {
        id
      }
      evidence {
        kind
        value
        backend
        otherBackend
      }
    }
  }
}
`;

export interface FieldRow {
  readonly field: string;
  readonly candidates: readonly Candidate[];
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly accounts: readonly JsonObject[];
  readonly fields: readonly FieldRow[];
  readonly history: readonly JsonObject[];
  readonly duplicates: readonly JsonObject[];
  readonly errors: readonly string[];
  readonly trace: Trace | null;
}

/** A text says why there is nobody to show. */
export async function loadPerson(id: string): Promise<Person | string> {
  const request = { query: PERSON, variables: { by: { id } } };
  const { response, problem } = await send(request, { 'x-facet-trace': 'calls' });
  if (!response) return problem ?? 'Facet did not answer.';
  const user = objectIn(response['data'])['user'];
  const errors = listIn(response['errors'])
    .filter(isObject)
    .map(({ message }) => textIn(message));
  if (!isObject(user)) return errors[0] ?? 'Nobody is known by this id any more.';
  return {
    id: textIn(user['id']),
    name: textIn(user['displayName']),
    accounts: listIn(user['accounts']).filter(isObject),
    fields: listIn(user['provenance']).filter(isObject).map(fieldRow),
    history: listIn(objectIn(user['history'])['nodes']).filter(isObject),
    duplicates: listIn(user['possibleDuplicates']).filter(isObject),
    errors: [...new Set(errors)],
    trace: readTrace(objectIn(response['extensions'])['trace']),
  };
}

const fieldRow = (row: JsonObject): FieldRow => ({
  field: textIn(row['field']),
  candidates: listIn(row['candidates']).filter(isObject).map(candidateOf),
});

/** Whether some source has something to say of a field. */
export const hasValue = ({ candidates }: FieldRow): boolean =>
  candidates.some(({ value, rawValue }) => value !== null || rawValue !== null);

/** Whether sources contradict each other. */
export const isDisputed = ({ candidates }: FieldRow): boolean =>
  candidates.some(({ state }) => state === 'DIFFERS' || state === 'INVALID');
