import { useGraphiQL } from '@graphiql/react';
import { type DocumentNode, parse } from 'graphql';
import { useEffect, useMemo, useState } from 'react';
import type { TracedExchange } from '../api/exchanges.ts';
import { type Candidate, STATES, loadCandidates, shown } from './candidates.ts';
import { useFacts } from './facts-context.ts';
import { personId } from './person-id.ts';
import { type ResponseValue, valuesIn } from './response-values.ts';
import { useClickedValue } from './clicked-value.ts';

/** So many values are listed; every other one can be clicked on in the response. */
const LISTED = 12;

/** Where a value comes from: by a click on it in the response, or on its name here. */
export function Provenance({ exchange }: { readonly exchange: TracedExchange }) {
  const { document, values } = useValues(exchange);
  const [chosen, choose] = useState<ResponseValue | null>(null);
  const [showsAll, showAll] = useState(false);
  useClickedValue(values, choose);
  useEffect(() => choose(null), [exchange]);
  if (!document || values.length === 0) return null;
  const listed = showsAll ? values : values.slice(0, LISTED);
  return (
    <section aria-label="Where a value comes from">
      <h3>Where a value comes from</h3>
      <p>Click a value in the response, or choose it here.</p>
      <ul className="facet-values">
        {listed.map((value) => (
          <li key={value.path.join('.')}>
            <button
              type="button"
              className="facet-value"
              aria-pressed={value === chosen}
              onClick={() => choose(value)}
            >
              <span className="facet-value-name">{nameOf(value)}</span>
              <span className="facet-value-text">{shown(value.value)}</span>
            </button>
            {value === chosen && <Candidates {...{ value, document, exchange }} />}
          </li>
        ))}
      </ul>
      {chosen && !listed.includes(chosen) && (
        <>
          <h4>{nameOf(chosen)}</h4>
          <Candidates value={chosen} document={document} exchange={exchange} />
        </>
      )}
      {listed.length < values.length && (
        <button type="button" className="facet-button" onClick={() => showAll(true)}>
          Show all {values.length} values
        </button>
      )}
    </section>
  );
}

function useValues({ request, response }: TracedExchange) {
  const schema = useGraphiQL((state) => state.schema);
  const { sources } = useFacts();
  return useMemo(() => {
    const document = parsed(request.query);
    if (!schema || !document) return { document: null, values: [] };
    const known = new Set(sources.keys());
    const { operationName } = request;
    const selected = { schema, document, known, operationName };
    return { document, values: valuesIn(selected, response?.['data']) };
  }, [schema, sources, request, response]);
}

function parsed(query: string): DocumentNode | null {
  try {
    return parse(query);
  } catch {
    // The response says what is wrong with it.
    return null;
  }
}

/** `displayName`, and which person's when it is not the only one: `reportees[0].displayName`. */
const nameOf = ({ person, field }: ResponseValue): string =>
  person.path
    .slice(1)
    .map((part) => (typeof part === 'number' ? `[${part}]` : part))
    .concat(field)
    .join('.')
    .replaceAll('.[', '[');

interface CandidatesProps {
  readonly value: ResponseValue;
  readonly document: DocumentNode;
  readonly exchange: TracedExchange;
}

function Candidates({ value, document, exchange }: CandidatesProps) {
  const candidates = useCandidates(value, document, exchange);
  if (candidates === null) return <p>Asking every source …</p>;
  if (typeof candidates === 'string') return <p className="facet-problem">{candidates}</p>;
  return (
    <ol className="facet-candidates" aria-label={`What each source says of ${value.field}`}>
      {candidates.map((candidate, index) => (
        <li key={index} className={`facet-state-${candidate.state}`}>
          <p className="facet-lane-name">
            <span>
              {candidate.backend} <code>{candidate.backendField}</code>
            </span>
            <span className="facet-state">{STATES[candidate.state] ?? candidate.state}</span>
          </p>
          <CandidateValue {...candidate} />
        </li>
      ))}
    </ol>
  );
}

function CandidateValue({ value, rawValue, origin, asOf }: Candidate) {
  if (value === null && rawValue === null) return null;
  const raw = shown(rawValue);
  return (
    <p className="facet-candidate-value">
      {shown(value ?? rawValue)}
      {isText(rawValue) && value !== null && raw !== shown(value) && (
        <span className="facet-hint"> sent as {raw}</span>
      )}
      {origin === 'LAST_WRITE' && asOf && (
        <span className="facet-hint"> last written {asOf.slice(0, 10)}</span>
      )}
    </p>
  );
}

const NAMELESS = 'Select `id` of this person in the query: then every source can be asked.';

/** What a backend sent as a whole record or list would drown what it says. */
const isText = (raw: unknown): boolean => typeof raw === 'string' || typeof raw === 'number';

function useCandidates(value: ResponseValue, document: DocumentNode, { request }: TracedExchange) {
  const [found, find] = useState<readonly Candidate[] | string | null>(null);
  useEffect(() => {
    let isWanted = true;
    const load = async (): Promise<void> => {
      find(null);
      const id = await personId(value.person, document, request);
      const candidates = id === null ? NAMELESS : await loadCandidates(id, value.field);
      if (isWanted) find(candidates);
    };
    void load();
    return () => {
      isWanted = false;
    };
  }, [value, document, request]);
  return found;
}
