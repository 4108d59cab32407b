import { authorization } from './credentials.ts';
import { type JsonObject, isObject, listIn, objectIn, textIn } from './json.ts';
import { send } from './send.ts';

/** One row of `{ backends { … } }`. */
export interface BackendFact {
  readonly backend: string;
  readonly name: string;
  readonly status: string;
  /** Whether it can store a new person, and a change to one. */
  readonly creates: boolean;
  readonly updates: boolean;
}

export interface FieldSource {
  readonly backend: string;
  readonly backendField: string;
}

/** A person whom this server knows, with the accounts as the schema shows them. */
export interface KnownPerson {
  readonly id: string;
  readonly accounts: readonly JsonObject[];
}

/** What the pages know of the server before anybody asks it anything. */
export interface Facts {
  /** `null` when the server did not say: it is taken for a real one. */
  readonly sandbox: boolean | null;
  /** The sources of each field of `User`, best first. */
  readonly sources: ReadonlyMap<string, readonly FieldSource[]>;
  readonly backends: readonly BackendFact[];
  /** Of the first hundred: those with the most accounts ahead, and who is known longest. */
  readonly people: readonly KnownPerson[];
}

const START = `query ExplorerStart {
  backends { backend name status creates updates }
  allUsers(last: 100) {
    nodes { id accounts { backend ref ... on EmeritusAccount { corpId } } }
  }
}`;

/** What this server tells of itself; `null` when it wants to know first who asks. Never rejects. */
export async function askOwnFacts(): Promise<JsonObject | null> {
  try {
    const address = new URL('explorer.json', document.baseURI);
    const answer = await fetch(address, { headers: authorization() });
    return answer.status === 401 ? null : objectIn(await answer.json());
  } catch {
    // An unknown server is treated as a real one; the first query tells what is wrong with it.
    return {};
  }
}

/** Asks what this server is, which has told `own` of itself. Never rejects: what it does not tell is unknown. */
export async function loadFacts(own: JsonObject): Promise<Facts> {
  const { response } = await send({ query: START });
  const data = objectIn(response?.['data']);
  const { sandbox } = own;
  return {
    sandbox: typeof sandbox === 'boolean' ? sandbox : null,
    sources: new Map(
      Object.entries(objectIn(own['sources'])).map(([field, sources]) => [
        field,
        listIn(sources).filter(isObject).map(sourceOf),
      ]),
    ),
    backends: listIn(data['backends']).filter(isObject).map(backendOf),
    people: listIn(objectIn(data['allUsers'])['nodes'])
      .filter(isObject)
      .map(personOf)
      .toReversed()
      .toSorted((one, other) => other.accounts.length - one.accounts.length),
  };
}

const sourceOf = (source: JsonObject): FieldSource => ({
  backend: textIn(source['backend']),
  backendField: textIn(source['backendField']),
});

const backendOf = (row: JsonObject): BackendFact => ({
  backend: textIn(row['backend']),
  name: textIn(row['name']),
  status: textIn(row['status']),
  creates: listIn(row['creates']).length > 0,
  updates: listIn(row['updates']).length > 0,
});

const personOf = (node: JsonObject): KnownPerson => ({
  id: textIn(node['id']),
  accounts: listIn(node['accounts']).filter(isObject),
});
