import { useGraphiQL } from '@graphiql/react';
import { type TracedExchange, exchanges } from '../api/exchanges.ts';
import { isObject, listIn, objectIn, textIn } from '../api/json.ts';
import { useStore } from '../api/store.ts';
import type { Trace } from '../api/trace.ts';
import { Plan } from './plan.tsx';
import { Provenance } from './provenance.tsx';
import { Timeline } from './timeline.tsx';
import { count, duration, savedCalls, savedWords, size } from './words.ts';

/** How the open tab's last response came about: each backend call in time, what was saved, and what it warns of. */
export function LastResponse() {
  const id = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.id ?? '');
  const exchange = useStore(exchanges).get(id);
  return (
    <section aria-label="Last response" aria-live="polite" className="facet-response">
      <h2>Last response</h2>
      {exchange ? (
        <Shown {...exchange} />
      ) : (
        <p>Run the query: each backend call is drawn here, and why it was needed.</p>
      )}
    </section>
  );
}

function Shown(exchange: TracedExchange) {
  const { problem, trace, response } = exchange;
  if (problem !== null) return <p className="facet-problem">{problem}</p>;
  return (
    <>
      <Numbers {...exchange} />
      {trace && <Calls {...trace} />}
      <Warnings warnings={objectIn(response?.['extensions'])['warnings']} />
      <Provenance exchange={exchange} />
    </>
  );
}

const Numbers = ({ status, durationMs, bytes, response }: TracedExchange) => {
  const errors = listIn(response?.['errors']).length;
  return (
    <dl className="facet-numbers">
      <div>
        <dt>Status</dt>
        <dd>{status}</dd>
      </div>
      <div>
        <dt>Time</dt>
        <dd>{duration(durationMs)}</dd>
      </div>
      <div>
        <dt>Size</dt>
        <dd>{size(bytes)}</dd>
      </div>
      <div className={errors > 0 ? 'facet-bad' : undefined}>
        <dt>Errors</dt>
        <dd>{errors}</dd>
      </div>
    </dl>
  );
};

function Calls(trace: Trace) {
  const made = trace.calls.filter(({ cache }) => cache === 'MISS').length;
  const saved = savedWords(trace.saved);
  return (
    <>
      <h3>{headline(trace, made)}</h3>
      {trace.calls.length > 0 && <Timeline trace={trace} />}
      {saved.length > 0 && (
        <p className="facet-saved">
          <strong>{count(savedCalls(trace.saved), 'call')} saved:</strong> {saved.join('; ')}.
        </p>
      )}
      <Plan trace={trace} />
    </>
  );
}

function headline({ calls }: Trace, made: number): string {
  if (made > 0) return count(made, 'backend call');
  return calls.length > 0
    ? 'From cache: no backend had to be called'
    : 'No backend had to be asked';
}

function Warnings({ warnings }: { readonly warnings: unknown }) {
  const rows = listIn(warnings).filter(isObject);
  if (rows.length === 0) return null;
  return (
    <ul className="facet-warnings" aria-label="Warnings">
      {rows.map(({ code, message, backend, field }, index) => (
        <li key={index}>
          <strong>{textIn(code)}</strong> {[backend, field].map(textIn).filter(Boolean).join(' · ')}
          <br />
          {textIn(message)}
        </li>
      ))}
    </ul>
  );
}
