import { useEffect, useState } from 'react';
import type { Facts } from '../api/facts.ts';
import { Mark } from '../panel/mark.tsx';
import { LookThrough } from './look-through.tsx';
import { Matches } from './matches.tsx';
import { PersonView } from './person-view.tsx';
import { SearchForm } from './search-form.tsx';
import { type Found, type SearchKind, find } from './find.ts';

interface Asked {
  readonly text: string;
  readonly kind: SearchKind;
}

/** For people who do not write GraphQL: any identifier in, the person out. */
export function PeoplePage({ facts }: { readonly facts: Facts }) {
  const [asked, ask] = useAddress();
  const found = useFound(asked);
  const [chosen, choose] = useState<string | null>(null);
  const [only] = found?.matches ?? [];
  const id = chosen ?? (found?.matches.length === 1 ? (only?.id ?? null) : null);
  const example = facts.people[0];
  useEffect(() => choose(null), [asked]);
  return (
    <div className="facet-page">
      <header className="facet-page-header">
        <h1>Look up a person</h1>
        <a href="./">GraphiQL</a>
        <Mark {...facts} />
      </header>
      <main>
        <SearchForm asked={asked} onAsk={ask} example={example} />
        <div aria-live="polite">
          {asked && !found && <p className="facet-hint">Looking …</p>}
          {found && !found.contact && <Matches found={found} chosen={id} onChoose={choose} />}
          {found?.contact && (
            <LookThrough
              key={found.contact.value}
              contact={found.contact}
              startsAtOnce={facts.sandbox === true}
              chosen={id}
              onChoose={choose}
            />
          )}
        </div>
        {id !== null && <PersonView key={id} id={id} />}
      </main>
    </div>
  );
}

function useFound(asked: Asked | null): Found | null {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    let isWanted = true;
    const look = async ({ text, kind }: Asked): Promise<void> => {
      const result = await find(text, kind);
      if (isWanted) setFound(result);
    };
    setFound(null);
    if (asked) void look(asked);
    return () => {
      isWanted = false;
    };
  }, [asked]);
  return found;
}

/** What is looked for stands in the address, so that it can be kept and sent. */
function useAddress() {
  const [asked, setAsked] = useState(readAddress);
  useEffect(() => {
    const follow = (): void => setAsked(readAddress());
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  const ask = (next: Asked): void => {
    history.pushState(
      null,
      '',
      `?${new URLSearchParams({ q: next.text, as: next.kind }).toString()}`,
    );
    setAsked(next);
  };
  return [asked, ask] as const;
}

function readAddress(): Asked | null {
  const parameters = new URLSearchParams(location.search);
  const text = parameters.get('q');
  return text ? { text, kind: (parameters.get('as') ?? 'guess') as SearchKind } : null;
}
