import { useEffect, useState } from 'react';
import { type JsonObject, listIn, isObject, objectIn, textIn } from '../api/json.ts';
import { shareLink } from '../graphiql/share-link.ts';
import { count, duration } from '../panel/words.ts';
import { PERSON, type Person, loadPerson } from './person.ts';
import { Values } from './values.tsx';

/** One person: the accounts, what each backend says, what happened, and who may be the same. */
export function PersonView({ id }: { readonly id: string }) {
  const person = usePerson(id);
  if (person === null) return <p className="facet-hint">Asking every backend …</p>;
  if (typeof person === 'string') return <p className="facet-problem">{person}</p>;
  return (
    <article aria-labelledby="facet-person">
      <header className="facet-person-header">
        <h2 id="facet-person">{person.name || 'A person without a name'}</h2>
        <code>{person.id}</code>
        <a href={queryLink(person.id)}>Open the query behind this page</a>
        <Cost {...person} />
      </header>
      {person.errors.map((error) => (
        <p key={error} className="facet-problem">
          {error}
        </p>
      ))}
      <Accounts accounts={person.accounts} />
      <Values fields={person.fields} accounts={person.accounts} />
      <History entries={person.history} />
      <Duplicates duplicates={person.duplicates} />
    </article>
  );
}

function usePerson(id: string): Person | string | null {
  const [person, setPerson] = useState<Person | string | null>(null);
  useEffect(() => {
    let isWanted = true;
    const load = async (): Promise<void> => {
      const loaded = await loadPerson(id);
      if (isWanted) setPerson(loaded);
    };
    void load();
    return () => {
      isWanted = false;
    };
  }, [id]);
  return person;
}

const queryLink = (id: string): string =>
  shareLink(document.baseURI, {
    query: PERSON,
    variables: JSON.stringify({ by: { id } }),
    operationName: 'Person',
  });

function Cost({ trace }: Person) {
  if (!trace) return null;
  const made = trace.calls.filter(({ cache }) => cache === 'MISS');
  const cached = trace.calls.length - made.length;
  return (
    <p className="facet-hint">
      {count(made.length, 'backend call')} in {duration(trace.durationMs)}
      {cached > 0 && `, ${cached} from cache`}
    </p>
  );
}

const ORIGINS: Readonly<Record<string, string>> = {
  LIVE: 'read just now',
  CACHED: 'read a moment ago',
  LAST_WRITE: 'as last written',
};

const Accounts = ({ accounts }: { readonly accounts: readonly JsonObject[] }) => (
  <section aria-labelledby="facet-accounts">
    <h3 id="facet-accounts">Accounts</h3>
    {accounts.length === 0 && <p>No account is linked to this person.</p>}
    <ul className="facet-cards">
      {accounts.map((account) => (
        <li key={textIn(account['id'])}>
          <strong>{textIn(account['backend'])}</strong>
          <code>{textIn(account['ref'])}</code>
          {textIn(account['corpId']) && (
            <span className="facet-hint">corporation {textIn(account['corpId'])}</span>
          )}
          <span className="facet-hint">
            {ORIGINS[textIn(account['origin'])] ?? 'no record to show'}
          </span>
        </li>
      ))}
    </ul>
  </section>
);

const History = ({ entries }: { readonly entries: readonly JsonObject[] }) => (
  <section aria-labelledby="facet-history">
    <h3 id="facet-history">History</h3>
    <ol className="facet-history">
      {entries.map((entry, index) => (
        <li key={index}>
          <time dateTime={textIn(entry['at'])}>{moment(textIn(entry['at']))}</time>
          <span>
            <strong>{textIn(entry['kind'])}</strong> {textIn(entry['backend'])}{' '}
            <code>{textIn(entry['ref'])}</code>{' '}
            <span className="facet-hint">
              by {textIn(entry['actor'])} ({textIn(entry['evidence'])})
            </span>
          </span>
        </li>
      ))}
    </ol>
  </section>
);

const moment = (iso: string): string => iso.slice(0, 16).replace('T', ' ');

function Duplicates({ duplicates }: { readonly duplicates: readonly JsonObject[] }) {
  if (duplicates.length === 0) return null;
  return (
    <section aria-labelledby="facet-duplicates">
      <h3 id="facet-duplicates">Maybe the same person</h3>
      <ul className="facet-matches">
        {duplicates.map((duplicate) => {
          const id = textIn(objectIn(duplicate['user'])['id']);
          const shared = listIn(duplicate['evidence']).filter(isObject);
          return (
            <li key={id}>
              <a href={`?${new URLSearchParams({ q: id, as: 'id' }).toString()}`}>{id}</a>{' '}
              <span className="facet-hint">
                both have {shared.map(({ value }) => textIn(value)).join(', ')}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
