import { isObject, listIn, objectIn, textIn } from '../api/json.ts';
import { send } from '../api/send.ts';
import { type IdentifierName, guessKinds, kindOf } from '../identifiers.ts';
import { type Contact, contactIn } from './contacts.ts';
import type { Match } from './match.ts';

/** How somebody wants a text to be read: `guess` leaves that to the page. */
export type SearchKind = 'guess' | 'email' | 'phone' | IdentifierName;

export interface Found {
  readonly matches: readonly Match[];
  /** An address or number: no look-up takes one, so that people have to be looked through for it. */
  readonly contact: Contact | null;
  /** What went wrong with the look-ups that could have found somebody. */
  readonly problems: readonly string[];
}

/** Looks a text up as everything that it can be, in one request. */
export async function find(text: string, kind: SearchKind): Promise<Found> {
  const contact = kind === 'guess' || kind === 'email' || kind === 'phone' ? contactIn(text) : null;
  if (contact || kind === 'email' || kind === 'phone')
    return { matches: [], contact, problems: [] };
  const names = kind === 'guess' ? guessKinds(text) : [kind];
  if (/^acct_[0-9a-z]{26}$/.test(text)) return findAccount(text);
  const { response, problem } = await send({
    query: lookUpAll(names),
    variables: Object.fromEntries(names.map((name) => [name, kindOf(name).by(text)])),
  });
  if (!response) return { matches: [], contact: null, problems: [problem ?? ''] };
  const data = objectIn(response['data']);
  const matches = names.flatMap((name): Match[] => {
    const id = textIn(objectIn(data[name])['id']);
    return id ? [{ id, label: kindOf(name).label }] : [];
  });
  return {
    matches: matches.filter(({ id }, index) => matches.findIndex((one) => one.id === id) === index),
    contact: null,
    problems: matches.length > 0 ? [] : problemsIn(response['errors'], kind),
  };
}

async function findAccount(id: string): Promise<Found> {
  const query = 'query ($id: ID!) { node(id: $id) { ... on Account { user { id } } } }';
  const { response, problem } = await send({ query, variables: { id } });
  const found = objectIn(objectIn(objectIn(response?.['data'])['node'])['user'])['id'];
  const matches = typeof found === 'string' ? [{ id: found, label: 'Facet account id' }] : [];
  return { matches, contact: null, problems: problem === null ? [] : [problem] };
}

const lookUpAll = (names: readonly IdentifierName[]): string =>
  `query LookUp(${names.map((name) => `$${name}: UserBy!`).join(', ')}) {
  ${names.map((name) => `${name}: user(by: $${name}) { id }`).join('\n  ')}
}`;

/** Of guesses only what a backend could not tell: a text that breaks one scheme is simply not of that kind. */
function problemsIn(errors: unknown, kind: SearchKind): readonly string[] {
  const told = listIn(errors)
    .filter(isObject)
    .filter(
      ({ extensions }) => kind !== 'guess' || objectIn(extensions)['code'] !== 'INVALID_INPUT',
    );
  return [...new Set(told.map(({ message }) => textIn(message)))];
}
