import { type SyntheticEvent, useState } from 'react';
import type { KnownPerson } from '../api/facts.ts';
import { textIn } from '../api/json.ts';
import { identifierNames, kindOf } from '../identifiers.ts';
import type { SearchKind } from './find.ts';

const KINDS: readonly (readonly [SearchKind, string])[] = [
  ['guess', 'Whatever it is'],
  ['email', 'E-mail address'],
  ['phone', 'Telephone number'],
  ...identifierNames.map((name) => [name, kindOf(name).label] as const),
];

interface Asked {
  readonly text: string;
  readonly kind: SearchKind;
}

interface SearchFormProps {
  readonly asked: Asked | null;
  readonly onAsk: (asked: Asked) => void;
  readonly example: KnownPerson | undefined;
}

/** One field for every identifier; what kind it is may be said, and is guessed otherwise. */
export function SearchForm({ asked, onAsk, example }: SearchFormProps) {
  const [text, setText] = useState(asked?.text ?? '');
  const [kind, setKind] = useState<SearchKind>(asked?.kind ?? 'guess');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (text.trim()) onAsk({ text: text.trim(), kind });
  };
  const tryOut = (ref: string): void => {
    setText(ref);
    setKind('guess');
    onAsk({ text: ref, kind: 'guess' });
  };
  return (
    <form className="facet-search" role="search" onSubmit={submit}>
      <label className="facet-search-text">
        <span>Identifier, e-mail address or telephone number</span>
        <input
          className="facet-input"
          type="search"
          value={text}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <label>
        <span>What it is</span>
        <select
          className="facet-input"
          value={kind}
          onChange={({ target }) => setKind(target.value as SearchKind)}
        >
          {KINDS.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="facet-button facet-button-main">
        Look up
      </button>
      {example && <Examples person={example} onTry={tryOut} />}
    </form>
  );
}

interface ExamplesProps {
  readonly person: KnownPerson;
  readonly onTry: (ref: string) => void;
}

const Examples = ({ person, onTry }: ExamplesProps) => (
  <p className="facet-search-examples">
    For example{' '}
    {person.accounts.slice(0, 3).map((account, index) => (
      <span key={index}>
        {index > 0 && ', '}
        <button type="button" className="facet-link" onClick={() => onTry(textIn(account['ref']))}>
          {textIn(account['ref'])}
        </button>
      </span>
    ))}
  </p>
);
