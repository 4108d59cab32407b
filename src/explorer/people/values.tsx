import { useState } from 'react';
import { type JsonObject, textIn } from '../api/json.ts';
import { type Candidate, STATES, lines } from '../panel/candidates.ts';
import { type FieldRow, hasValue, isDisputed } from './person.ts';
import { fieldLabel, why } from './why.ts';

interface ValuesProps {
  readonly fields: readonly FieldRow[];
  readonly accounts: readonly JsonObject[];
}

/** What each backend says of each field, side by side, and which of it is shown and why. */
export function Values({ fields, accounts }: ValuesProps) {
  const [onlyDisputed, showOnlyDisputed] = useState(false);
  const told = fields.filter(hasValue);
  const disputed = told.filter(isDisputed);
  const backends = [...new Set(accounts.map(({ backend }) => textIn(backend)))];
  const rows = onlyDisputed ? disputed : told;
  return (
    <section aria-labelledby="facet-values">
      <div className="facet-values-header">
        <h3 id="facet-values">Values and where they come from</h3>
        <label>
          <input
            type="checkbox"
            checked={onlyDisputed}
            onChange={({ target }) => showOnlyDisputed(target.checked)}
          />
          Only where backends differ ({disputed.length})
        </label>
      </div>
      <div className="facet-table" role="region" aria-label="Values by backend" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Facet shows</th>
              {backends.map((backend) => (
                <th key={backend} scope="col">
                  {backend}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.field} row={row} backends={backends} />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length === 0 && <p>There is none.</p>}
    </section>
  );
}

const Lines = ({ of }: { readonly of: readonly string[] }) =>
  of.map((line, index) => (
    <span key={index} className="facet-line">
      {line}
    </span>
  ));

/** Not every font has the sign. */
const Check = () => (
  <svg viewBox="0 0 12 12" width="12" height="12" fill="none" stroke="currentColor">
    <path d="M2 6.5 5 9.5l5-7" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
  </svg>
);

interface RowProps {
  readonly row: FieldRow;
  readonly backends: readonly string[];
}

function Row({ row, backends }: RowProps) {
  const chosen = row.candidates.filter(({ state }) => state === 'CHOSEN');
  const values = [...new Set(chosen.flatMap(({ value }) => lines(value)))];
  return (
    <tr className={isDisputed(row) ? 'facet-disputed' : undefined}>
      <th scope="row">
        {fieldLabel(row.field)}
        <code>{row.field}</code>
      </th>
      <td data-label="Facet shows">
        <strong>
          <Lines of={values.length > 0 ? values : ['–']} />
        </strong>
        <span className="facet-why">{why(row)}</span>
      </td>
      {backends.map((backend) => (
        <td key={backend} data-label={backend}>
          {row.candidates
            .filter((candidate) => candidate.backend === backend)
            .map((candidate, index) => (
              <Says key={index} {...candidate} />
            ))}
        </td>
      ))}
    </tr>
  );
}

const SIGNS: Readonly<Record<string, string>> = {
  AGREES: '=',
  DIFFERS: '≠',
  INVALID: '!',
  UNAVAILABLE: '!',
};

function Says({ state, value, rawValue, backendField }: Candidate) {
  const words = STATES[state] ?? state;
  const isQuiet = state === 'EMPTY' || state === 'NOT_LINKED';
  return (
    <span className={`facet-says facet-says-${state}`} title={`${backendField}: ${words}`}>
      {isQuiet ? (
        <span aria-hidden="true">–</span>
      ) : (
        <>
          <i aria-hidden="true">{state === 'CHOSEN' ? <Check /> : SIGNS[state]}</i>
          <span>
            <Lines of={value === null && rawValue === null ? [words] : lines(value ?? rawValue)} />
          </span>
        </>
      )}
      <span className="facet-unseen"> ({words})</span>
    </span>
  );
}
