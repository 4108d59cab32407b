import { isObject, listIn, objectIn, textIn } from '../api/json.ts';
import { send } from '../api/send.ts';
import type { Match } from './match.ts';

/** An e-mail address or a telephone number, as it is compared. */
export interface Contact {
  readonly kind: 'email' | 'phone';
  readonly value: string;
}

/** `null` for a text that is neither. */
export function contactIn(text: string): Contact | null {
  if (/^\S+@\S+\.\S+$/.test(text)) return { kind: 'email', value: text.toLowerCase() };
  const digits = text.replaceAll(/[\s().-]/g, '');
  return /^\+\d{7,15}$/.test(digits) ? { kind: 'phone', value: digits } : null;
}

/** What is told while people are looked through. */
export interface Progress {
  readonly looked: number;
  readonly matches: readonly Match[];
  /** `null` while it goes on. */
  readonly end: 'all' | 'stopped' | { readonly problem: string } | null;
}

const PAGE = 20;

const queryFor = ({ kind }: Contact): string => `query LookThrough($after: String) {
  allUsers(first: ${PAGE}, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { id contacts: ${kind === 'email' ? 'emails { value: address }' : 'phones { value: number }'} }
  }
}`;

/** Looks through everybody, a page at a time, until the signal ends it. Each person may cost calls to backends. */
export async function* lookThrough(
  contact: Contact,
  signal: AbortSignal,
): AsyncGenerator<Progress, void> {
  const matches: Match[] = [];
  let looked = 0;
  let after: string | null = null;
  do {
    const { response, problem } = await send({ query: queryFor(contact), variables: { after } });
    if (problem !== null) return yield { looked, matches, end: { problem } };
    const page = objectIn(objectIn(response?.['data'])['allUsers']);
    const people = listIn(page['nodes']).filter(isObject);
    looked += people.length;
    for (const person of people.filter(({ contacts }) => holds(contacts, contact))) {
      const id = textIn(person['id']);
      const label = contact.kind === 'email' ? 'E-mail address' : 'Telephone number';
      matches.push({ id, label });
    }
    const { hasNextPage, endCursor } = objectIn(page['pageInfo']);
    after = hasNextPage === true ? textIn(endCursor) : null;
    if (signal.aborted) return yield { looked, matches, end: 'stopped' };
    yield { looked, matches: [...matches], end: after === null ? 'all' : null };
  } while (after !== null);
}

const holds = (contacts: unknown, { value }: Contact): boolean =>
  listIn(contacts)
    .filter(isObject)
    .some((contact) => textIn(contact['value']).toLowerCase() === value);
